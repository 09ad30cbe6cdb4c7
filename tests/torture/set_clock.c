/* A clock on the wall that can be set, for one process. Loaded with LD_PRELOAD.
 *
 * The file CLOCK_FILE holds two numbers of 64 bits, in ns: by how much the clock on the wall was set, and how long the
 * computer slept. It is mapped, so a change is seen at once. CLOCK_MONOTONIC is left as it is: nobody can set it, and
 * Linux' stands still while a computer sleeps. As with the system's own clock, what waits until a time on the wall
 * waits on where the clock is set back, and is woken where it is set forward. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define NS 1000000000LL
/* How often a wait looks whether the clock was set. */
#define LOOK (20 * NS / 1000)
#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static const int64_t nothing[2];
static const volatile int64_t *moved = nothing;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("CLOCK_FILE");
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0) return;
    void *map = mmap(NULL, 16, PROT_READ, MAP_SHARED, fd, 0);
    if (map != MAP_FAILED) moved = map;
    close(fd);
}

static int64_t in_ns(const struct timespec *t) { return t->tv_sec * NS + t->tv_nsec; }
static struct timespec from_ns(int64_t ns) {
    if (ns < 0) ns = 0;
    return (struct timespec){ns / NS, ns % NS};
}

static int64_t offset(clockid_t clock) {
    switch (clock) {
    case CLOCK_REALTIME: case CLOCK_REALTIME_COARSE: case CLOCK_TAI: return moved[0];
    case CLOCK_BOOTTIME: case CLOCK_BOOTTIME_ALARM: return moved[1];
    default: return 0;
    }
}

static int64_t true_ns(clockid_t clock) {
    struct timespec t;
    REAL(int, clock_gettime, clockid_t, struct timespec *);
    real(clock, &t);
    return in_ns(&t);
}

int clock_gettime(clockid_t clock, struct timespec *t) {
    REAL(int, clock_gettime, clockid_t, struct timespec *);
    int answer = real(clock, t);
    int64_t by = answer ? 0 : offset(clock);
    if (by) *t = from_ns(in_ns(t) + by);
    return answer;
}

static int64_t wall(void) { return true_ns(CLOCK_REALTIME) + moved[0]; }

time_t time(time_t *t) {
    time_t now = wall() / NS;
    if (t) *t = now;
    return now;
}

int gettimeofday(struct timeval *restrict t, void *restrict zone) {
    (void)zone;
    int64_t now = wall();
    t->tv_sec = now / NS;
    t->tv_usec = now % NS / 1000;
    return 0;
}

int timespec_get(struct timespec *t, int base) {
    if (base != TIME_UTC) return 0;
    *t = from_ns(wall());
    return base;
}

/* Until when the true clock may be waited for, before one looks again. */
static struct timespec next_look(const struct timespec *end) {
    int64_t until = in_ns(end) - moved[0], look = true_ns(CLOCK_REALTIME) + LOOK;
    return from_ns(until < look ? until : look);
}
static int is_over(const struct timespec *end) { return wall() >= in_ns(end); }

int pthread_cond_timedwait(pthread_cond_t *restrict cond, pthread_mutex_t *restrict mutex, const struct timespec *restrict end) {
    /* Bit 1 says that this one counts on the clock that nobody sets. */
    if (cond->__data.__wrefs & 2) return pthread_cond_clockwait(cond, mutex, CLOCK_MONOTONIC, end);
    struct timespec look = next_look(end);
    int answer = pthread_cond_clockwait(cond, mutex, CLOCK_REALTIME, &look);
    /* Whoever waits for a condition must expect to be woken for nothing. */
    return answer == ETIMEDOUT && !is_over(end) ? 0 : answer;
}

int sem_timedwait(sem_t *restrict sem, const struct timespec *restrict end) {
    for (;;) {
        struct timespec look = next_look(end);
        if (!sem_clockwait(sem, CLOCK_REALTIME, &look)) return 0;
        if (errno != ETIMEDOUT || is_over(end)) return -1;
    }
}

int pthread_mutex_timedlock(pthread_mutex_t *restrict mutex, const struct timespec *restrict end) {
    for (;;) {
        struct timespec look = next_look(end);
        int answer = pthread_mutex_clocklock(mutex, CLOCK_REALTIME, &look);
        if (answer != ETIMEDOUT || is_over(end)) return answer;
    }
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *end, struct timespec *left) {
    REAL(int, clock_nanosleep, clockid_t, int, const struct timespec *, struct timespec *);
    if (!(flags & TIMER_ABSTIME) || clock != CLOCK_REALTIME) return real(clock, flags, end, left);
    while (!is_over(end)) {
        struct timespec look = next_look(end);
        int answer = real(clock, flags, &look, left);
        if (answer) return answer;
    }
    return 0;
}

/* Abseil, and so TensorFlow, waits with this one: an absolute time, on the wall where FUTEX_CLOCK_REALTIME says so. */
long syscall(long number, ...) {
    REAL(long, syscall, long, ...);
    va_list all;
    va_start(all, number);
    long a = va_arg(all, long), b = va_arg(all, long), c = va_arg(all, long), d = va_arg(all, long), e = va_arg(all, long),
         f = va_arg(all, long);
    va_end(all);
    int on_the_wall = number == SYS_futex && (b & FUTEX_CMD_MASK) == FUTEX_WAIT_BITSET && (b & FUTEX_CLOCK_REALTIME) && d;
    if (!on_the_wall) return real(number, a, b, c, d, e, f);
    const struct timespec *end = (const struct timespec *)d;
    for (;;) {
        struct timespec look = next_look(end);
        long answer = real(number, a, b, c, &look, e, f);
        if (answer != -1 || errno != ETIMEDOUT || is_over(end)) return answer;
    }
}
