/* A disk that fails the n-th write below one folder. Loaded with LD_PRELOAD; armed from Python through ctypes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static long countdown = -1; /* -1: not armed */
static int code = 0, sticky = 0, fired = 0;

void fault_arm(long n, int errno_, int sticky_) { countdown = n; code = errno_; sticky = sticky_; fired = 0; }
int fault_disarm(void) { countdown = -1; return fired; }

static int below(const char *path) {
    const char *folder = getenv("FAULT_FOLDER");
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int below_fd(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return below(path);
}

static int fails(int ours) {
    if (countdown < 0 || !ours) return 0;
    if (fired && sticky) { errno = code; return 1; }
    if (fired) return 0;
    if (countdown-- > 0) return 0;
    countdown = 0;
    fired = 1;
    errno = code;
    return 1;
}

static int at(int dir, const char *path) { return path && path[0] == '/' ? below(path) : dir == AT_FDCWD ? 0 : below_fd(dir); }

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)
#define WRAP(type, name, check, params, args, ...) \
    type name params { REAL(type, name, __VA_ARGS__); int before = errno; int ours = countdown < 0 ? 0 : (check); \
    errno = before; if (fails(ours)) return (type)-1; return real args; }

WRAP(ssize_t, write, below_fd(fd), (int fd, const void *b, size_t n), (fd, b, n), int, const void *, size_t)
WRAP(ssize_t, writev, below_fd(fd), (int fd, const struct iovec *v, int n), (fd, v, n), int, const struct iovec *, int)
WRAP(ssize_t, pwrite, below_fd(fd), (int fd, const void *b, size_t n, off_t o), (fd, b, n, o), int, const void *, size_t, off_t)
WRAP(ssize_t, pwrite64, below_fd(fd), (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o), int, const void *, size_t, off64_t)
WRAP(ssize_t, sendfile, below_fd(out), (int out, int in, off_t *o, size_t n), (out, in, o, n), int, int, off_t *, size_t)
WRAP(int, fsync, below_fd(fd), (int fd), (fd), int)
WRAP(int, fdatasync, below_fd(fd), (int fd), (fd), int)
WRAP(int, ftruncate, below_fd(fd), (int fd, off_t n), (fd, n), int, off_t)
WRAP(int, ftruncate64, below_fd(fd), (int fd, off64_t n), (fd, n), int, off64_t)
WRAP(int, rename, below(a), (const char *a, const char *b), (a, b), const char *, const char *)
WRAP(int, renameat, at(d, a), (int d, const char *a, int e, const char *b), (d, a, e, b), int, const char *, int, const char *)
WRAP(int, renameat2, at(d, a), (int d, const char *a, int e, const char *b, unsigned f), (d, a, e, b, f), int, const char *, int, const char *, unsigned)
WRAP(int, unlink, below(a), (const char *a), (a), const char *)
WRAP(int, mkdir, below(a), (const char *a, mode_t m), (a, m), const char *, mode_t)

#define OPEN(name) int name(const char *path, int flags, ...) { \
    mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list l; va_start(l, flags); mode = va_arg(l, int); va_end(l); } \
    REAL(int, name, const char *, int, ...); \
    if ((flags & O_CREAT) && fails(below(path))) return -1; return real(path, flags, mode); }
OPEN(open)
OPEN(open64)
