#include "io/hdf5_file.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "entangine/version.h"
#include "io/unit_label.h"

const char HDF5_STATUS[] = "status";

bool hdf5_write_text(hid_t object, const char *name, const char *value)
{
    const hid_t type = H5Tcopy(H5T_C_S1);
    const hid_t space = H5Screate(H5S_SCALAR);
    bool good = H5Tset_size(type, strlen(value) + 1) >= 0 && H5Tset_cset(type, H5T_CSET_UTF8) >= 0;
    const hid_t attribute = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    good = good && attribute >= 0 && H5Awrite(attribute, type, value) >= 0;
    (void)H5Aclose(attribute);
    (void)H5Sclose(space);
    (void)H5Tclose(type);
    return good;
}

bool hdf5_write_real(hid_t object, const char *name, double value)
{
    const hid_t space = H5Screate(H5S_SCALAR);
    const hid_t attribute = H5Acreate2(object, name, H5T_IEEE_F64LE, space, H5P_DEFAULT, H5P_DEFAULT);
    const bool good = attribute >= 0 && H5Awrite(attribute, H5T_NATIVE_DOUBLE, &value) >= 0;
    (void)H5Aclose(attribute);
    (void)H5Sclose(space);
    return good;
}

bool hdf5_write_provenance(hid_t file, const ent_model *model, const char *command)
{
    return hdf5_write_text(file, "model", model->name) && hdf5_write_text(file, "title", model->title) &&
           hdf5_write_text(file, "citation", model->citation) && hdf5_write_text(file, "creator", "entangine") &&
           hdf5_write_text(file, "version", ent_version()) && hdf5_write_text(file, "command", command ? command : "");
}

bool hdf5_write_parameter(hid_t file, const ent_model *model, size_t parameter, double value)
{
    const char *name = model->parameters[parameter].name;
    char label[128], unit[UNIT_SIZE];
    (void)snprintf(label, sizeof label, "%.100s_units", name);
    return hdf5_write_real(file, name, value) &&
           (!model->units || hdf5_write_text(file, label, unit_of_name(unit, model, name)));
}

bool hdf5_describe(hid_t dataset, const ent_model *model, const char *name, const char *long_name, const char *symbol)
{
    char unit[UNIT_SIZE];
    return hdf5_write_text(dataset, "long_name", long_name) && hdf5_write_text(dataset, "symbol", symbol) &&
           hdf5_write_text(dataset, "units", unit_of_name(unit, model, name));
}

hid_t hdf5_create_dataset(hid_t file, const char *name, hid_t type, hid_t space)
{
    const hid_t plan = H5Pcreate(H5P_DATASET_CREATE);
    hid_t dataset = -1;
    if (H5Pset_layout(plan, H5D_CONTIGUOUS) >= 0 && H5Pset_alloc_time(plan, H5D_ALLOC_TIME_EARLY) >= 0 &&
        H5Pset_fill_time(plan, H5D_FILL_TIME_NEVER) >= 0 && H5Pset_obj_track_times(plan, 0) >= 0) {
        dataset = H5Dcreate2(file, name, type, space, H5P_DEFAULT, plan, H5P_DEFAULT);
    }
    (void)H5Pclose(plan);
    return dataset;
}

bool hdf5_describe_status(hid_t dataset)
{
    text_buffer meanings = {0};
    signed char values[64];
    const hsize_t n = ent_status_count();
    for (size_t i = 0; i < n; ++i) {
        values[i] = (signed char)ent_status_at(i);
        text_append(&meanings, i ? " %s" : "%s", ent_status_name(ent_status_at(i)));
    }
    const hid_t space = H5Screate_simple(1, &n, NULL);
    const hid_t attribute = H5Acreate2(dataset, "flag_values", H5T_STD_I8LE, space, H5P_DEFAULT, H5P_DEFAULT);
    const bool good = attribute >= 0 && H5Awrite(attribute, H5T_NATIVE_SCHAR, values) >= 0 && !meanings.failed &&
                      hdf5_write_text(dataset, "flag_meanings", text_content(&meanings)) &&
                      hdf5_write_text(dataset, "long_name", "what became of the point");
    (void)H5Aclose(attribute);
    (void)H5Sclose(space);
    text_free(&meanings);
    return good;
}
