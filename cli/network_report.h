/* A network as understood, as text for people and as JSON. */
#ifndef CLI_NETWORK_REPORT_H
#define CLI_NETWORK_REPORT_H

#include "base/text.h"
#include "model/network.h"

int network_report_text(text_buffer *out, const ent_network *network, const double *parameters,
                        const network_values *values);

int network_report_json(text_buffer *out, const ent_network *network, const double *parameters,
                        const network_values *values);

#endif
