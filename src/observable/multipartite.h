/* Entanglement of three or more qubits that no mixture of states separable across bipartitions has.
 * Basis states stand as in register.h: index 0 is |1..1>, the last one |0..0>. */
#ifndef OBSERVABLE_MULTIPARTITE_H
#define OBSERVABLE_MULTIPARTITE_H

#include "base/matrix_view.h"

/* Fidelity with (|0..0> + e^{i phi}|1..1>)/sqrt 2 of the best phi. */
double multipartite_ghz_fidelity(const matrix_view *rho);

/* Fidelity with the W state of equal phases. */
double multipartite_w_fidelity(const matrix_view *rho, int n_qubits);

/* 2 max_i (|z_i| - sum_{j != i} sqrt(a_j b_j)) over the pairs of a basis state and its complement, z_i the coherence of
 * a pair, a_i and b_i its populations. Not above 0 for biseparable states (Guehne and Seevinck, New J. Phys. 12, 053002
 * (2010)); where positive, the genuinely multipartite concurrence of an X-shaped state (Hashemi Rafsanjani et al.,
 * Phys. Rev. A 86, 062303 (2012)). 0 where it is lost in rounding; the accuracy of rho counts against it. */
double multipartite_x(const matrix_view *rho);

/* sum_{i != j} |<e_i|rho|e_j>| - sum_{i != j} sqrt(p_0 p_ij) - (N - 2) sum_i p_i, with one excitation at i in e_i, and
 * populations p of none, of i, and of i and j. Not above 0 for biseparable states (Huber et al., Phys. Rev. Lett. 104,
 * 210501 (2010); Guehne and Seevinck (2010)); 1 for a W state. Rounding and accuracy as above. */
double multipartite_w(const matrix_view *rho, int n_qubits);

#endif
