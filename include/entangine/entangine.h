/* Everything in the public interface of entangine. SPDX-License-Identifier: MIT */
#ifndef ENT_ENTANGINE_H
#define ENT_ENTANGINE_H

#include "bath.h"
#include "boundary.h"
#include "check.h"
#include "compare.h"
#include "entanglement.h"
#include "evolve.h"
#include "figure.h"
#include "macros.h"
#include "model.h"
#include "network.h"
#include "optimise.h"
#include "plot.h"
#include "progress.h"
#include "range.h"
#include "solve.h"
#include "spectrum.h"
#include "status.h"
#include "sweep.h"
#include "threads.h"
#include "units.h"
#include "version.h"
#include "witness.h"

#endif
