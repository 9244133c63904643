#include "generator/ladder_basis.h"

void ladder_from_unknowns(double *ladder, const double *unknowns)
{
    const double r11 = unknowns[0], r10 = unknowns[5], r01 = unknowns[10], r00 = unknowns[15];
    for (int q = 0; q < 2; ++q) {
        const ladder_pair *pair = &LADDER_PAIRS[q];
        for (int part = 0; part < 2; ++part) {
            const double excited = unknowns[part ? LADDER_IM(pair->excited) : pair->excited];
            const double ground = unknowns[part ? LADDER_IM(pair->ground) : pair->ground];
            ladder[pair->sum + part] = excited + ground;
            ladder[pair->difference + part] = excited - ground;
        }
    }
    ladder[LADDER_BOTH] = unknowns[LADDER_RE(0, 3)];
    ladder[LADDER_BOTH + 1] = unknowns[LADDER_IM(LADDER_RE(0, 3))];
    ladder[LADDER_EXCHANGE] = unknowns[LADDER_RE(1, 2)];
    ladder[LADDER_EXCHANGE + 1] = unknowns[LADDER_IM(LADDER_RE(1, 2))];
    ladder[LADDER_ZZ] = r11 + r00 - (r10 + r01);
    ladder[LADDER_Z_HOT] = r11 + r10 - (r01 + r00);
    ladder[LADDER_Z_COLD] = r11 + r01 - (r10 + r00);
    ladder[LADDER_TRACE] = r11 + r10 + r01 + r00;
}

void ladder_to_unknowns(double *unknowns, const double *ladder)
{
    const double even = ladder[LADDER_TRACE] + ladder[LADDER_ZZ], odd = ladder[LADDER_TRACE] - ladder[LADDER_ZZ];
    const double sum = ladder[LADDER_Z_HOT] + ladder[LADDER_Z_COLD];
    const double difference = ladder[LADDER_Z_HOT] - ladder[LADDER_Z_COLD];
    for (int q = 0; q < 2; ++q) {
        const ladder_pair *pair = &LADDER_PAIRS[q];
        for (int part = 0; part < 2; ++part) {
            const double both = ladder[pair->sum + part], other = ladder[pair->difference + part];
            unknowns[part ? LADDER_IM(pair->excited) : pair->excited] = 0.5 * (both + other);
            unknowns[part ? LADDER_IM(pair->ground) : pair->ground] = 0.5 * (both - other);
        }
    }
    unknowns[LADDER_RE(0, 3)] = ladder[LADDER_BOTH];
    unknowns[LADDER_IM(LADDER_RE(0, 3))] = ladder[LADDER_BOTH + 1];
    unknowns[LADDER_RE(1, 2)] = ladder[LADDER_EXCHANGE];
    unknowns[LADDER_IM(LADDER_RE(1, 2))] = ladder[LADDER_EXCHANGE + 1];
    unknowns[0] = 0.25 * (even + sum);
    unknowns[5] = 0.25 * (odd + difference);
    unknowns[10] = 0.25 * (odd - difference);
    unknowns[15] = 0.25 * (even - sum);
}
