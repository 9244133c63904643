#include "entangine/version.h"

const char *ent_version(void)
{
    return ENT_VERSION;
}
