#include <stdlib.h>

#include "base/error.h"
#include "entangine/figure.h"
#include "figure/claim.h"

static int compute_row(ent_claim *claim, const claim_row *row, const ent_progress *progress, size_t done, size_t total,
                       ent_error *error)
{
    if (progress && progress->tell && progress->tell(progress->context, done, total) != 0) {
        return error_set(error, ENT_INTERRUPTED, "the claims were interrupted");
    }
    *claim = (ent_claim){.figure = row->figure, .claim = row->claim, .paper = row->paper};
    const int status = row->compute(claim, error);
    return status == ENT_OK || status == ENT_ERROR_NO_MEMORY
               ? status
               : error_set(error, ENT_ERROR_NOT_CONVERGED, "figure %s, '%s': no number was found", row->figure,
                           row->claim);
}

int ent_claims_compute(ent_claim **claims, size_t *n, const ent_progress *progress, ent_error *error)
{
    const struct {
        const claim_row *rows;
        size_t n;
    } groups[] = {{claim_detuning_rows, n_claim_detuning_rows},
                  {claim_tunnelling_rows, n_claim_tunnelling_rows},
                  {claim_strong_rows, n_claim_strong_rows}};
    const size_t total = n_claim_detuning_rows + n_claim_tunnelling_rows + n_claim_strong_rows;
    size_t done = 0;
    int status = ENT_OK;
    *claims = NULL;
    *n = 0;
    ent_claim *list = calloc(total, sizeof *list);
    if (!list) {
        return error_no_memory(error);
    }
    for (size_t k = 0; status == ENT_OK && k < sizeof groups / sizeof groups[0]; ++k) {
        for (size_t i = 0; status == ENT_OK && i < groups[k].n; ++i, ++done) {
            status = compute_row(&list[done], &groups[k].rows[i], progress, done, total, error);
        }
    }
    if (status == ENT_OK && progress && progress->tell) {
        (void)progress->tell(progress->context, total, total);
    }
    if (status != ENT_OK) {
        free(list);
        return status;
    }
    *claims = list;
    *n = total;
    return ENT_OK;
}
