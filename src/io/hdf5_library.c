#define HDF5_LIBRARY_NAMES_ONLY
#include "io/hdf5_library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"

hdf5_library hdf5;

static char problem[ENT_MESSAGE_SIZE / 2];
static bool is_loaded;

static void *find(void *library, const char *name)
{
    void *symbol = dlsym(library, name);
    if (!symbol) {
        (void)snprintf(problem, sizeof problem, "it has no %s", name);
    }
    return symbol;
}

/* dlsym hands out functions as data, which POSIX allows and ISO C does not speak of: hence memcpy. */
static bool find_function(void *library, const char *name, void *function)
{
    void *symbol = find(library, name);
    memcpy(function, &symbol, sizeof symbol);
    return symbol;
}

static bool find_identifier(void *library, const char *name, hid_t *identifier)
{
    const hid_t *symbol = find(library, name);
    *identifier = symbol ? *symbol : -1;
    return symbol;
}

static bool find_all(void *library)
{
    bool good = true;
#define FIND(name) good = good && find_function(library, #name, &hdf5.name##_loaded);
    HDF5_FUNCTIONS(FIND)
#undef FIND
    return good;
}

/* Identifiers exist once the library has started; types of one version are not those of the next. */
static bool start(void *library)
{
    unsigned major = 0;
    unsigned minor = 0;
    unsigned release = 0;
    if (hdf5.H5open_loaded() < 0 || hdf5.H5get_libversion_loaded(&major, &minor, &release) < 0) {
        (void)snprintf(problem, sizeof problem, "it does not start");
        return false;
    }
    if (major != H5_VERS_MAJOR || minor != H5_VERS_MINOR) {
        (void)snprintf(problem, sizeof problem, "it is version %u.%u, not %d.%d", major, minor, H5_VERS_MAJOR,
                       H5_VERS_MINOR);
        return false;
    }
    bool good = true;
#define FIND(name) good = good && find_identifier(library, #name, &hdf5.name##_loaded);
    HDF5_IDENTIFIERS(FIND)
#undef FIND
    return good;
}

static void load(void)
{
    void *library = dlopen(ENT_HDF5_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        (void)snprintf(problem, sizeof problem, "%s", dlerror());
        return;
    }
    is_loaded = find_all(library) && start(library);
    if (is_loaded) {
        (void)hdf5.H5Eset_auto2_loaded(H5E_DEFAULT, NULL, NULL); /* errors are reported by our own messages */
    } else {
        (void)dlclose(library);
    }
}

int hdf5_load(ent_error *error)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, load);
    return is_loaded ? ENT_OK
                     : error_set(error, ENT_ERROR_FILE, "the HDF5 library %s cannot be used: %s; write CSV instead",
                                 ENT_HDF5_LIBRARY, problem);
}
