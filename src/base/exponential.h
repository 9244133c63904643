/* e^x and e^x - 1 together, in operations that a compiler can do on many lanes at once.
 *
 * x = k ln 2 + r with |r| <= ln 2 / 2, and e^r - 1 = r + r^2/2 + r^3 q(r), where q is the polynomial of degree 9
 * nearest to it (Chebyshev; relative error of the whole 3e-18). Without fused multiply-add the digits are the same on
 * every instruction set. Both are within 0.77 ulp of the truth. */
#ifndef BASE_EXPONENTIAL_H
#define BASE_EXPONENTIAL_H

#include <stdint.h>
#include <string.h>

typedef struct exponential {
    double exp, expm1;
} exponential;

/* 2^k from 1.5 2^52 + k, whose low bits hold k; -1022 <= k <= 1023. */
static inline double power_of_two(double shifted)
{
    uint64_t bits;
    double power;
    memcpy(&bits, &shifted, sizeof bits);
    bits = (bits + UINT64_C(1023)) << 52;
    memcpy(&power, &bits, sizeof power);
    return power;
}

/* For -700 <= x <= 0; elsewhere, and for NaN, the result is meaningless. */
static inline exponential exponential_of(double x)
{
    const double round = 0x1.8p52;
    const double shifted = x * 0x1.71547652b82fep+0 + round;
    const double k = shifted - round;
    /* ln 2 in two parts, the first of 32 bits, so that k times it is exact. */
    const double high = x - k * 0x1.62e42ffp-1;
    const double low = k * -0x1.718432a1b0e26p-35;
    const double r = high - low;
    const double rest = (high - r) - low;
    const double r2 = r * r;
    const double r4 = r2 * r2;
    const double q01 = 0x1.5555555555556p-3 + r * 0x1.5555555555555p-5;
    const double q23 = 0x1.11111111109b3p-7 + r * 0x1.6c16c16c167e1p-10;
    const double q45 = 0x1.a01a01a7c41d5p-13 + r * 0x1.a01a01a47b054p-16;
    const double q67 = 0x1.71de0dae63bb3p-19 + r * 0x1.27e4e1f48534fp-22;
    const double q89 = 0x1.af38a9b0ec855p-26 + r * 0x1.1f66df7fca49fp-29;
    const double q = (q01 + r2 * q23) + r4 * ((q45 + r2 * q67) + r4 * q89);
    const double p = r + (0.5 * r2 + (r2 * (r * q) + (rest + rest * r)));
    const double power = power_of_two(shifted);
    const double scaled = power * p;
    return (exponential){power + scaled, (power - 1.0) + scaled};
}

#endif
