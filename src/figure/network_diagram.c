#include "figure/network_diagram.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "figure/network_drawing.h"
#include "figure/svg.h"

enum { MARGIN = 20, BATH_LINES = 3 };

/* The lines of text in the box of a bath; returns how many. */
static int bath_text(const system_bath *bath, char lines[BATH_LINES][TEXT_SIZE])
{
    static const char *const spectra[] = {"", ", ohmic", ", lorentzian"};
    (void)snprintf(lines[0], TEXT_SIZE, "%.63s", bath->name);
    if (bath->dephasing) {
        (void)snprintf(lines[1], TEXT_SIZE, "rate %.4g", bath->rate);
        return 2;
    }
    (void)snprintf(lines[1], TEXT_SIZE, "T %.4g, rate %.4g", bath->temperature, bath->rate);
    const bool fermion = bath->statistics == ENT_STATISTICS_FERMION;
    if (!fermion && bath->chemical_potential == 0.0 && bath->spectrum == ENT_SPECTRUM_FLAT && !bath->dipole) {
        return 2;
    }
    (void)snprintf(lines[2], TEXT_SIZE, "%s%s%s", fermion ? "fermions" : "bosons", spectra[bath->spectrum],
                   bath->dipole ? ", dipole" : "");
    if (bath->chemical_potential != 0.0) {
        const size_t length = strlen(lines[2]);
        (void)snprintf(lines[2] + length, TEXT_SIZE - length, ", \xce\xbc %.4g", bath->chemical_potential);
    }
    return 3;
}

static void measure_baths(diagram *self)
{
    char lines[BATH_LINES][TEXT_SIZE];
    for (int b = 0; b < self->system->n_baths; ++b) {
        const int n = bath_text(&self->system->baths[b], lines);
        double width = 60.0;
        for (int k = 0; k < n; ++k) {
            width = fmax(width, svg_text_width(lines[k], k == 0 ? FONT : LABEL_FONT));
        }
        self->baths[b].width = width + 20.0;
        self->baths[b].height = n * LINE_HEIGHT + 12.0;
    }
}

/* From blue (cold) over grey to vermilion (hot): Okabe and Ito's colours, which all eyes tell apart. */
static void bath_colour(const diagram *self, int index, char colour[8])
{
    static const double cold[] = {0.0, 114.0, 178.0}, middle[] = {222.0, 222.0, 222.0}, hot[] = {213.0, 94.0, 0.0};
    double low = INFINITY, high = -INFINITY;
    for (int b = 0; b < self->system->n_baths; ++b) {
        if (!self->system->baths[b].dephasing) {
            low = fmin(low, self->system->baths[b].temperature);
            high = fmax(high, self->system->baths[b].temperature);
        }
    }
    const system_bath *bath = &self->system->baths[index];
    const double place = bath->dephasing || high <= low ? 0.5 : (bath->temperature - low) / (high - low);
    const double *from = place < 0.5 ? cold : middle, *to = place < 0.5 ? middle : hot;
    const double t = place < 0.5 ? 2.0 * place : 2.0 * place - 1.0;
    int rgb[3];
    for (int k = 0; k < 3; ++k) {
        rgb[k] = (int)lround(from[k] + t * (to[k] - from[k]));
    }
    (void)snprintf(colour, 8, "#%02x%02x%02x", (unsigned)rgb[0] & 255U, (unsigned)rgb[1] & 255U,
                   (unsigned)rgb[2] & 255U);
}

static void draw_baths(const diagram *self)
{
    char lines[BATH_LINES][TEXT_SIZE], colour[8];
    for (int b = 0; b < self->system->n_baths; ++b) {
        const system_bath *bath = &self->system->baths[b];
        const diagram_box *box = &self->baths[b];
        const int n = bath_text(bath, lines);
        bath_colour(self, b, colour);
        const bool dark = svg_is_dark(colour);
        svg_box(self->out, box->x, box->y, box->width, box->height, colour, bath->dephasing);
        for (int k = 0; k < n; ++k) {
            svg_text(self->out, box->x, box->y + (k - (n - 1) / 2.0) * LINE_HEIGHT, k == 0 ? FONT : LABEL_FONT,
                     dark ? "#ffffff" : INK, lines[k]);
        }
    }
}

static void draw_bath_lines(const diagram *self)
{
    for (int b = 0; b < self->system->n_baths; ++b) {
        const system_bath *bath = &self->system->baths[b];
        for (int k = 0; k < bath->n_sites; ++k) {
            const diagram_box *site = &self->sites[bath->sites[k]];
            svg_line(self->out, self->baths[b].x, self->baths[b].y, site->x, site->y, BATH_LINE_COLOUR,
                     bath->dephasing);
            if (self->currents) {
                /* a common bath has one current; its lines share it */
                draw_current(self, self->currents->heat[b] / bath->n_sites, self->heat_scale, &self->baths[b], site);
            }
        }
    }
}

static void draw_sites(const diagram *self)
{
    for (int i = 0; i < self->system->n_sites; ++i) {
        const system_site *site = &self->system->sites[i];
        const diagram_box *box = &self->sites[i];
        char text[TEXT_SIZE];
        const double fit = FONT * 62.0 / svg_text_width(site->name, FONT);
        svg_circle(self->out, box->x, box->y, SITE_RADIUS);
        svg_text(self->out, box->x, box->y - LINE_HEIGHT, fmin(FONT, fit), INK, site->name);
        (void)snprintf(text, sizeof text, "E %.4g", site->energy);
        svg_text(self->out, box->x, box->y, LABEL_FONT, INK, text);
        (void)snprintf(text, sizeof text, "%d levels", site->levels);
        svg_text(self->out, box->x, box->y + LINE_HEIGHT, LABEL_FONT, INK, text);
    }
}

static void extend(double bounds[4], const diagram_box *box)
{
    bounds[0] = fmin(bounds[0], box->x - box->width / 2.0);
    bounds[1] = fmin(bounds[1], box->y - box->height / 2.0);
    bounds[2] = fmax(bounds[2], box->x + box->width / 2.0);
    bounds[3] = fmax(bounds[3], box->y + box->height / 2.0);
}

static double largest(const double *values, size_t n)
{
    double result = 0.0;
    for (size_t i = 0; i < n; ++i) {
        result = isnan(values[i]) ? result : fmax(result, fabs(values[i]));
    }
    return result;
}

static void draw_legend(const diagram *self, double x, double y)
{
    char text[2 * TEXT_SIZE];
    (void)snprintf(text, sizeof text, "widths of arrows to scale: heat up to %.4g, particles up to %.4g",
                   self->heat_scale, self->particle_scale);
    svg_text(self->out, x, y, LABEL_FONT, INK, text);
}

/* The picture around the shapes, whose extent is known only now. */
static void frame(text_buffer *out, const diagram *self, const text_buffer *body)
{
    double bounds[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int i = 0; i < self->system->n_sites; ++i) {
        extend(bounds, &self->sites[i]);
    }
    for (int b = 0; b < self->system->n_baths; ++b) {
        extend(bounds, &self->baths[b]);
    }
    for (size_t k = 0; k < self->n_labels; ++k) {
        extend(bounds, &self->labels[k]);
    }
    const char *title = network_title(self->network);
    const double words = svg_text_width(title ? title : "", FONT + 2),
                 needed = fmax(words, self->currents ? 500.0 : 0.0);
    const double middle = (bounds[0] + bounds[2]) / 2.0;
    bounds[0] = fmin(bounds[0], middle - needed / 2.0) - MARGIN;
    bounds[2] = fmax(bounds[2], middle + needed / 2.0) + MARGIN;
    bounds[1] -= MARGIN + (title ? 2 * LINE_HEIGHT : 0);
    bounds[3] += MARGIN + (self->currents ? 2 * LINE_HEIGHT : 0);
    svg_open(out, bounds[0], bounds[1], bounds[2] - bounds[0], bounds[3] - bounds[1], title ? title : "network");
    text_append(out, "%s", text_content(body));
    if (title) {
        svg_text(out, middle, bounds[1] + MARGIN, FONT + 2, INK, title);
    }
    if (self->currents) {
        diagram on_top = *self;
        on_top.out = out;
        draw_legend(&on_top, middle, bounds[3] - MARGIN);
    }
    svg_close(out);
}

int network_diagram(text_buffer *out, const ent_network *network, const network_values *values,
                    const diagram_currents *currents)
{
    text_buffer body = {0};
    const size_t n_baths = network_bath_count(network), n_labels = network_bond_count(network);
    const size_t n_terms = (size_t)values->system.n_terms;
    diagram self = {.out = &body, .network = network, .system = &values->system, .currents = currents};
    self.sites = calloc(network_site_count(network), sizeof *self.sites);
    self.baths = calloc(n_baths, sizeof *self.baths);
    self.labels = calloc(n_labels + 2 * n_terms + 1, sizeof *self.labels);
    int status = self.sites && self.baths && self.labels ? ENT_OK : ENT_ERROR_NO_MEMORY;
    if (status == ENT_OK) {
        measure_baths(&self);
        status = network_layout(self.system, self.sites, self.baths);
    }
    if (status == ENT_OK) {
        self.heat_scale = currents ? largest(currents->heat, n_baths) : 0.0;
        self.particle_scale = currents ? largest(currents->particle, n_labels) : 0.0;
        draw_bath_lines(&self);
        draw_bonds(&self);
        draw_labels(&self);
        draw_sites(&self);
        draw_baths(&self);
        frame(out, &self, &body);
        status = body.failed || out->failed ? ENT_ERROR_NO_MEMORY : ENT_OK;
    }
    text_free(&body);
    free(self.sites);
    free(self.baths);
    free(self.labels);
    return status;
}
