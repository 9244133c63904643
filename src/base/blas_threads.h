/* How many threads one call of BLAS takes: one number for the whole process, if the library underneath can be told.
 * Who shares work among threads of its own holds it at 1, so that threads are not multiplied by threads. */
#ifndef BASE_BLAS_THREADS_H
#define BASE_BLAS_THREADS_H

/* For a process without other users of BLAS: its threads, which wait for work without rest and so in the way of others,
 * are ended. From now on it has one, unless it is allowed more. */
void blas_threads_rest(void);

/* How many BLAS, or who holds it first, may have from now on. */
void blas_threads_limit(int n);

/* From now on 1. Returns how many threads the caller may have instead: those that BLAS had, or 1 where somebody else
 * holds already or the number is not known. */
int blas_threads_hold(void);

/* Gives BLAS n threads back while it is held, for products too large to share out; nothing, if others hold too. */
void blas_threads_allow(int n);

/* Ends one hold; the last one restores what was before the first. */
void blas_threads_release(void);

#endif
