/* What result files in HDF5 have in common: attributes, provenance, datasets. Only these files use the HDF5 library. */
#ifndef IO_HDF5_FILE_H
#define IO_HDF5_FILE_H

#include <stdbool.h>

#include "entangine/model.h"
#include "io/hdf5_library.h"

/* Name of the dataset of statuses. */
extern const char HDF5_STATUS[];

/* Attributes of an object; false after a failure. */
bool hdf5_write_text(hid_t object, const char *name, const char *value);
bool hdf5_write_real(hid_t object, const char *name, double value);

/* Attributes of a file: model, creator, version and command line, which may be NULL. */
bool hdf5_write_provenance(hid_t file, const ent_model *model, const char *command);

/* A parameter as an attribute; its unit, in a model with units, is another, such as "T_h_units". */
bool hdf5_write_parameter(hid_t file, const ent_model *model, size_t parameter, double value);

/* Attributes of a dataset: long_name, symbol, and units, those of the parameter or observable of that name. */
bool hdf5_describe(hid_t dataset, const ent_model *model, const char *name, const char *long_name, const char *symbol);

/* Attributes of the dataset of statuses: what they mean, in the manner of the CF conventions. */
bool hdf5_describe_status(hid_t dataset);

/* A contiguous dataset whose space in the file exists at once; -1 after a failure. */
hid_t hdf5_create_dataset(hid_t file, const char *name, hid_t type, hid_t space);

#endif
