/* A program outside the project: is the installed library the one that was built, and does it know its models? */
#include <entangine/entangine.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    char version[64];
    const ent_model *model = ent_model_find("local");
    (void)snprintf(version, sizeof version, "entangine %s", ent_version());
    if (argc != 2 || strcmp(version, argv[1]) != 0 || strcmp(ent_version(), ENT_VERSION) != 0 || !model) {
        (void)fprintf(stderr, "library %s, headers %s\n", ent_version(), ENT_VERSION);
        return 1;
    }
    (void)printf("%s, %s\n", version, model->title);
    return 0;
}
