/* HDF5, loaded when its first file is opened: with some thirty libraries that it needs itself, loading it takes longer
 * than most answers take to compute. Below, the names of HDF5 stand for what was loaded, so that code reads as usual.
 */
#ifndef IO_HDF5_LIBRARY_H
#define IO_HDF5_LIBRARY_H

#include <hdf5.h>
#include <hdf5_hl.h>

#include "entangine/status.h"

/* All functions and all identifiers, with their names in the library, that are used here. */
// clang-format off
#define HDF5_FUNCTIONS(X) \
    X(H5open) X(H5get_libversion) X(H5Aclose) X(H5Acreate2) X(H5Aexists) X(H5Aget_type) X(H5Aopen) X(H5Aread) \
    X(H5Awrite) X(H5DSattach_scale) X(H5DSis_attached) X(H5DSis_scale) X(H5DSset_scale) X(H5Dclose) \
    X(H5Dcreate2) X(H5Dget_offset) X(H5Dget_space) X(H5Dget_type) X(H5Dopen2) X(H5Dread) X(H5Dwrite) \
    X(H5Eset_auto2) X(H5Fclose) X(H5Fcreate) X(H5Fflush) X(H5Fget_file_image) X(H5Fget_filesize) X(H5Fopen) \
    X(H5Gget_info) X(H5Lexists) X(H5Lget_name_by_idx) X(H5Pclose) X(H5Pcreate) X(H5Pset_alloc_time) \
    X(H5Pset_fapl_core) X(H5Pset_fill_time) X(H5Pset_layout) X(H5Pset_obj_track_times) X(H5Sclose) X(H5Screate) \
    X(H5Screate_simple) X(H5Sget_simple_extent_dims) X(H5Sget_simple_extent_ndims) \
    X(H5Sget_simple_extent_npoints) X(H5Tclose) X(H5Tcopy) X(H5Tget_class) X(H5Tget_size) X(H5Tis_variable_str) \
    X(H5Tset_cset) X(H5Tset_size)

#define HDF5_IDENTIFIERS(X) \
    X(H5P_CLS_DATASET_CREATE_ID_g) X(H5P_CLS_FILE_ACCESS_ID_g) X(H5T_C_S1_g) X(H5T_IEEE_F64LE_g) \
    X(H5T_NATIVE_DOUBLE_g) X(H5T_NATIVE_SCHAR_g) X(H5T_STD_I8LE_g)
// clang-format on

typedef struct hdf5_library {
#define HDF5_FUNCTION_MEMBER(name) __typeof__(name) *name##_loaded;
    HDF5_FUNCTIONS(HDF5_FUNCTION_MEMBER)
#undef HDF5_FUNCTION_MEMBER
#define HDF5_IDENTIFIER_MEMBER(name) hid_t name##_loaded;
    HDF5_IDENTIFIERS(HDF5_IDENTIFIER_MEMBER)
#undef HDF5_IDENTIFIER_MEMBER
} hdf5_library;

/* Set by hdf5_load, which whoever opens a file calls before anything else of HDF5. */
extern hdf5_library hdf5;

/* Loads the library once, for all threads, and silences its own messages. Returns ENT_OK or ENT_ERROR_FILE. */
int hdf5_load(ent_error *error);

#ifndef HDF5_LIBRARY_NAMES_ONLY
/* What the constants of HDF5 call first; hdf5_load has done both. */
#undef H5OPEN
#define H5OPEN
#undef H5CHECK
#define H5CHECK

#define H5Aclose hdf5.H5Aclose_loaded
#define H5Acreate2 hdf5.H5Acreate2_loaded
#define H5Aexists hdf5.H5Aexists_loaded
#define H5Aget_type hdf5.H5Aget_type_loaded
#define H5Aopen hdf5.H5Aopen_loaded
#define H5Aread hdf5.H5Aread_loaded
#define H5Awrite hdf5.H5Awrite_loaded
#define H5DSattach_scale hdf5.H5DSattach_scale_loaded
#define H5DSis_attached hdf5.H5DSis_attached_loaded
#define H5DSis_scale hdf5.H5DSis_scale_loaded
#define H5DSset_scale hdf5.H5DSset_scale_loaded
#define H5Dclose hdf5.H5Dclose_loaded
#define H5Dcreate2 hdf5.H5Dcreate2_loaded
#define H5Dget_offset hdf5.H5Dget_offset_loaded
#define H5Dget_space hdf5.H5Dget_space_loaded
#define H5Dget_type hdf5.H5Dget_type_loaded
#define H5Dopen2 hdf5.H5Dopen2_loaded
#define H5Dread hdf5.H5Dread_loaded
#define H5Dwrite hdf5.H5Dwrite_loaded
#define H5Eset_auto2 hdf5.H5Eset_auto2_loaded
#define H5Fclose hdf5.H5Fclose_loaded
#define H5Fcreate hdf5.H5Fcreate_loaded
#define H5Fflush hdf5.H5Fflush_loaded
#define H5Fget_file_image hdf5.H5Fget_file_image_loaded
#define H5Fget_filesize hdf5.H5Fget_filesize_loaded
#define H5Fopen hdf5.H5Fopen_loaded
#define H5Gget_info hdf5.H5Gget_info_loaded
#define H5Lexists hdf5.H5Lexists_loaded
#define H5Lget_name_by_idx hdf5.H5Lget_name_by_idx_loaded
#define H5Pclose hdf5.H5Pclose_loaded
#define H5Pcreate hdf5.H5Pcreate_loaded
#define H5Pset_alloc_time hdf5.H5Pset_alloc_time_loaded
#define H5Pset_fapl_core hdf5.H5Pset_fapl_core_loaded
#define H5Pset_fill_time hdf5.H5Pset_fill_time_loaded
#define H5Pset_layout hdf5.H5Pset_layout_loaded
#define H5Pset_obj_track_times hdf5.H5Pset_obj_track_times_loaded
#define H5Sclose hdf5.H5Sclose_loaded
#define H5Screate hdf5.H5Screate_loaded
#define H5Screate_simple hdf5.H5Screate_simple_loaded
#define H5Sget_simple_extent_dims hdf5.H5Sget_simple_extent_dims_loaded
#define H5Sget_simple_extent_ndims hdf5.H5Sget_simple_extent_ndims_loaded
#define H5Sget_simple_extent_npoints hdf5.H5Sget_simple_extent_npoints_loaded
#define H5Tclose hdf5.H5Tclose_loaded
#define H5Tcopy hdf5.H5Tcopy_loaded
#define H5Tget_class hdf5.H5Tget_class_loaded
#define H5Tget_size hdf5.H5Tget_size_loaded
#define H5Tis_variable_str hdf5.H5Tis_variable_str_loaded
#define H5Tset_cset hdf5.H5Tset_cset_loaded
#define H5Tset_size hdf5.H5Tset_size_loaded

#undef H5P_DATASET_CREATE
#define H5P_DATASET_CREATE hdf5.H5P_CLS_DATASET_CREATE_ID_g_loaded
#undef H5P_FILE_ACCESS
#define H5P_FILE_ACCESS hdf5.H5P_CLS_FILE_ACCESS_ID_g_loaded
#undef H5T_C_S1
#define H5T_C_S1 hdf5.H5T_C_S1_g_loaded
#undef H5T_IEEE_F64LE
#define H5T_IEEE_F64LE hdf5.H5T_IEEE_F64LE_g_loaded
#undef H5T_NATIVE_DOUBLE
#define H5T_NATIVE_DOUBLE hdf5.H5T_NATIVE_DOUBLE_g_loaded
#undef H5T_NATIVE_SCHAR
#define H5T_NATIVE_SCHAR hdf5.H5T_NATIVE_SCHAR_g_loaded
#undef H5T_STD_I8LE
#define H5T_STD_I8LE hdf5.H5T_STD_I8LE_g_loaded

#endif

#endif
