/* Loaded before the C library (LD_PRELOAD), this counts what a run and all its processes do to the files below
   FAULT_ROOT, and lets one call fail: the FAULT_AT-th, with the error FAULT_ERRNO. The count is in the file FAULT_COUNT,
   which they share. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static long *count;
static const char *root;
static long wanted;
static int number;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("FAULT_COUNT");
    root = getenv("FAULT_ROOT");
    if (!path || !root) return;
    wanted = atol(getenv("FAULT_AT") ? getenv("FAULT_AT") : "0");
    number = atoi(getenv("FAULT_ERRNO") ? getenv("FAULT_ERRNO") : "5");
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
    if (fd < 0) return;
    void *shared = mmap(NULL, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (shared != MAP_FAILED) count = shared;
    syscall(SYS_close, fd);
}

static int inside(int folder, const char *path) {
    char whole[2 * PATH_MAX + 2];
    if (!count || !path) return 0;
    if (path[0] == '/') {
        snprintf(whole, sizeof whole, "%s", path);
    } else {
        char link[64], home[PATH_MAX];
        ssize_t length;
        if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
        else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        if ((length = readlink(link, home, sizeof home - 1)) < 0) return 0;
        home[length] = 0;
        snprintf(whole, sizeof whole, "%s/%s", home, path);
    }
    return strncmp(whole, root, strlen(root)) == 0;
}

static int opened(int fd) {
    char link[64], path[PATH_MAX];
    if (!count) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strncmp(path, root, strlen(root)) == 0;
}

static int fails(void) {
    if (__sync_add_and_fetch(count, 1) != wanted) return 0;
    errno = number;
    return 1;
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
        if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) && inside(AT_FDCWD, path) && fails()) return -1; \
        return real(path, flags, mode); }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        REAL(name); va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
        if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) && inside(folder, path) && fails()) return -1; \
        return real(folder, path, flags, mode); }
OPENAT(openat)
OPENAT(openat64)

#define FOPEN(name) \
    FILE *name(const char *path, const char *mode) { \
        REAL(name); \
        if (strpbrk(mode, "wa+") && inside(AT_FDCWD, path) && fails()) return NULL; \
        return real(path, mode); }
FOPEN(fopen)
FOPEN(fopen64)

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    return opened(fd) && fails() ? -1 : real(fd, data, size);
}

int fsync(int fd) {
    REAL(fsync);
    return opened(fd) && fails() ? -1 : real(fd);
}

int rename(const char *from, const char *to) {
    REAL(rename);
    return inside(AT_FDCWD, to) && fails() ? -1 : real(from, to);
}

int renameat(int a, const char *from, int b, const char *to) {
    REAL(renameat);
    return inside(b, to) && fails() ? -1 : real(a, from, b, to);
}

int unlink(const char *path) {
    REAL(unlink);
    return inside(AT_FDCWD, path) && fails() ? -1 : real(path);
}

int unlinkat(int folder, const char *path, int flags) {
    REAL(unlinkat);
    return inside(folder, path) && fails() ? -1 : real(folder, path, flags);
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    return inside(AT_FDCWD, path) && fails() ? -1 : real(path, mode);
}
