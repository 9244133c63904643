/* The normal distribution. */
#ifndef BASE_NORMAL_H
#define BASE_NORMAL_H

/* Probability that a standard normal number is below x, to a few ulp also far in the lower tail. */
double normal_cdf(double x);

/* Its inverse for 0 < p < 1, to about 1e-16 relative; -INFINITY at 0, INFINITY at 1.
 * Source: Wichura, Applied Statistics 37, 477 (1988), algorithm AS 241 (PPND16). */
double normal_quantile(double p);

#endif
