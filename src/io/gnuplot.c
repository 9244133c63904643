#include "io/gnuplot.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"
#include "io/file.h"

extern char **environ;

const char *const gnuplot_endings[] = {".svg", ".png", ".pdf", NULL};

/* Everything that may be in the private directory. */
static const char *const private_endings[] = {".svg", ".png", ".pdf", ".gp", ".csv", ".err", NULL};

/* What gnuplot said, as far as a message has room for it. */
enum { COMPLAINT_SIZE = 200 };

static int file_error(const char *path, const char *what, ent_error *error)
{
    return error_set(error, ENT_ERROR_FILE, "%s: %s: %s", path, what, strerror(errno));
}

static int write_private(const char *folder, const gnuplot_job *job, const char *ending, const char *content,
                         ent_error *error)
{
    char *path = file_path(folder, job->name, ending);
    const int status = path ? file_write(path, content, strlen(content), error) : error_no_memory(error);
    free(path);
    return status;
}

static void remove_private(const char *folder, const char *name)
{
    for (size_t i = 0; private_endings[i]; ++i) {
        char *path = file_path(folder, name, private_endings[i]);
        if (path) {
            (void)unlink(path);
        }
        free(path);
    }
    (void)rmdir(folder);
}

void gnuplot_quote(text_buffer *out, const char *text)
{
    for (const char *c = text; *c; ++c) {
        text_append(out, "%.*s%c", *c == '\'' ? 1 : 0, "'", *c);
    }
}

/* gnuplot commands that enter the folder and run the script. A name that starts with ~ would mean a home directory. */
static char *make_commands(const char *folder, const char *name)
{
    text_buffer commands = {0};
    text_append(&commands, "cd '%s", folder[0] == '/' ? "" : "./");
    gnuplot_quote(&commands, folder);
    text_append(&commands, "'; load '%s", isalnum((unsigned char)name[0]) ? "" : "./");
    gnuplot_quote(&commands, name);
    text_append(&commands, ".gp'");
    if (commands.failed) {
        text_free(&commands);
    }
    return commands.data;
}

/* Starts the program with nothing to read, and its complaints in a file. Returns 0 or the reason. */
static int start(pid_t *process, const char *program, char *commands, const char *complaints)
{
    char name[] = "gnuplot", defaults[] = "-d", execute[] = "-e";
    char *const arguments[] = {name, defaults, execute, commands, NULL};
    posix_spawn_file_actions_t actions;
    int reason = posix_spawn_file_actions_init(&actions);
    if (reason != 0) {
        return reason;
    }
    reason = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (reason == 0) {
        reason = posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    }
    if (reason == 0) {
        reason =
            posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, complaints, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    }
    if (reason == 0) {
        reason = posix_spawnp(process, program, &actions, NULL, arguments, environ);
    }
    (void)posix_spawn_file_actions_destroy(&actions);
    return reason;
}

/* The first line that says something, without the "line 7:" style frame of blank and caret lines around it. */
static void read_complaint(char complaint[COMPLAINT_SIZE], const char *path)
{
    char line[COMPLAINT_SIZE];
    FILE *file = fopen(path, "r");
    (void)snprintf(complaint, COMPLAINT_SIZE, "it gave no reason");
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        const char *words = line + strspn(line, " \t^");
        if (strstr(words, "line ") || (*words && strcmp(complaint, "it gave no reason") == 0)) {
            (void)snprintf(complaint, COMPLAINT_SIZE, "%s", words);
        }
    }
    if (file) {
        (void)fclose(file);
    }
}

static int wait_for(pid_t process, const char *program, const char *complaints, ent_error *error)
{
    char complaint[COMPLAINT_SIZE];
    int result;
    while (waitpid(process, &result, 0) < 0) {
        if (errno != EINTR) {
            return error_set(error, ENT_ERROR_TOOL, "%s could not be waited for: %s", program, strerror(errno));
        }
    }
    if (WIFEXITED(result) && WEXITSTATUS(result) == 0) {
        return ENT_OK;
    }
    if (WIFSIGNALED(result) && WTERMSIG(result) == SIGINT) {
        return error_set(error, ENT_INTERRUPTED, "%s was interrupted", program);
    }
    read_complaint(complaint, complaints);
    return error_set(error, ENT_ERROR_TOOL, "%s failed (%s %d): %s", program,
                     WIFSIGNALED(result) ? "signal" : "exit status",
                     WIFSIGNALED(result) ? WTERMSIG(result) : WEXITSTATUS(result), complaint);
}

static int run(const char *folder, const gnuplot_job *job, ent_error *error)
{
    const char *program = job->program ? job->program : "gnuplot";
    char *commands = make_commands(folder, job->name);
    char *complaints = file_path(folder, job->name, ".err");
    pid_t process;
    int status = ENT_OK;
    if (!commands || !complaints) {
        status = error_no_memory(error);
        goto out;
    }
    const int reason = start(&process, program, commands, complaints);
    if (reason != 0 && !job->data) {
        status = error_set(error, ENT_ERROR_TOOL,
                           "%s could not be run: %s; install gnuplot (Debian: apt install gnuplot-nox), or write the "
                           "script to a file that ends in .gp",
                           program, strerror(reason));
        goto out;
    }
    if (reason != 0) {
        status = error_set(error, ENT_ERROR_TOOL,
                           "%s could not be run: %s; %s.csv and %s.gp are written: for the pictures install gnuplot "
                           "and run 'gnuplot %s.gp' in %s",
                           program, strerror(reason), job->name, job->name, job->name, job->directory);
        goto out;
    }
    status = wait_for(process, program, complaints, error);
out:
    free(commands);
    free(complaints);
    return status;
}

/* Whether a picture was made: gnuplot may leave an empty file behind. */
static int check_picture(const char *folder, const gnuplot_job *job, const char *ending, ent_error *error)
{
    struct stat properties;
    char *path = file_path(folder, job->name, ending);
    int status = path ? ENT_OK : error_no_memory(error);
    if (path && (stat(path, &properties) != 0 || properties.st_size == 0)) {
        status = error_set(error, ENT_ERROR_TOOL, "%s made no %s%s: does it lack that format?",
                           job->program ? job->program : "gnuplot", job->name, ending);
    }
    free(path);
    return status;
}

static int move_picture(const char *folder, const gnuplot_job *job, const char *ending, ent_error *error)
{
    char *from = file_path(folder, job->name, ending);
    char *to = file_path(job->directory, job->name, ending);
    int status = from && to ? ENT_OK : error_no_memory(error);
    if (status == ENT_OK && rename(from, to) != 0) {
        status = file_error(to, "could not be written", error);
    }
    free(from);
    free(to);
    return status;
}

int gnuplot_draw(const gnuplot_job *job, ent_error *error)
{
    const char *const *endings = job->endings ? job->endings : gnuplot_endings;
    char *folder = file_path(job->directory, job->name, ".XXXXXX");
    if (!folder) {
        return error_no_memory(error);
    }
    int status = ENT_OK;
    if (!mkdtemp(folder)) {
        status = file_error(job->directory, "no temporary directory could be made in it", error);
        free(folder);
        return status;
    }
    status = write_private(folder, job, ".gp", job->script, error);
    if (status == ENT_OK && job->data) {
        status = write_private(folder, job, ".csv", job->data, error);
    }
    if (status == ENT_OK) {
        status = run(folder, job, error);
    }
    for (size_t i = 0; status == ENT_OK && endings[i]; ++i) {
        status = check_picture(folder, job, endings[i], error);
    }
    for (size_t i = 0; status == ENT_OK && endings[i]; ++i) {
        status = move_picture(folder, job, endings[i], error);
    }
    remove_private(folder, job->name);
    free(folder);
    return status;
}
