/* A disk that is watched, or that fails, for one program on Linux: it stands between the program and the C library
 * (LD_PRELOAD). mod.rs beside this file builds and explains it; log.rs reads what is recorded.
 *
 * KITH_DISK_FOLDER  only files below this folder are meant
 * KITH_DISK_LOG     every change of a file is recorded here, in the order in which it happened
 * KITH_DISK_FAIL    the change with this number (from 1) fails with the error KITH_DISK_ERROR; with KITH_DISK_STAYS, all after it too
 * KITH_DISK_FULL    as long as a file of this name is there, no file grows
 *
 * Files that end in -shm are left out: SQLite makes them anew after a power cut. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { NONE, PLAIN, FOLDER, ACKS };
#define MOST 65536
#define LONGEST 1024

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char folder[LONGEST];
static size_t folder_length;
static int log_fd = -1;
static long fail_at, fail_with, stays, calls;
static const char *full;
static unsigned char kinds[MOST];
static uint64_t inodes[MOST];

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static long number(const char *name) {
    const char *value = getenv(name);
    return value ? atol(value) : 0;
}

typedef int (*open_type)(const char *, int, ...);

static ssize_t plain_write(int fd, const void *bytes, size_t length) {
    REAL(write);
    return real(fd, bytes, length);
}

__attribute__((constructor)) static void begin(void) {
    const char *where = getenv("KITH_DISK_FOLDER"), *log = getenv("KITH_DISK_LOG");
    full = getenv("KITH_DISK_FULL");
    fail_at = number("KITH_DISK_FAIL");
    fail_with = number("KITH_DISK_ERROR");
    stays = number("KITH_DISK_STAYS");
    if (log) {
        open_type open_it = (open_type)dlsym(RTLD_NEXT, "open");
        log_fd = open_it(log, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    }
    if (where && strlen(where) < LONGEST) {
        strcpy(folder, where);
        folder_length = strlen(where);
    }
}

/* The part of a path below the folder; nothing when it is not meant. */
static const char *below(const char *path) {
    if (!folder_length || !path || strncmp(path, folder, folder_length) != 0) return NULL;
    if (path[folder_length] == 0) return path + folder_length;
    if (path[folder_length] != '/') return NULL;
    size_t length = strlen(path);
    if (length > 4 && strcmp(path + length - 4, "-shm") == 0) return NULL;
    return path + folder_length + 1;
}

static void put(const void *bytes, size_t length) {
    size_t done = 0;
    while (done < length) {
        ssize_t wrote = plain_write(log_fd, (const char *)bytes + done, length - done);
        if (wrote <= 0) abort();
        done += (size_t)wrote;
    }
}

/* One letter and three numbers, then the bytes. */
static void record(char letter, uint64_t inode, uint64_t offset, const void *bytes, uint64_t length) {
    if (log_fd < 0) return;
    unsigned char head[25];
    head[0] = (unsigned char)letter;
    memcpy(head + 1, &inode, 8);
    memcpy(head + 9, &offset, 8);
    memcpy(head + 17, &length, 8);
    put(head, sizeof head);
    put(bytes, length);
}

/* Whether this change is one that fails. */
static int refuses(void) {
    calls++;
    if (fail_at && (calls == fail_at || (stays && calls > fail_at))) {
        errno = (int)fail_with;
        return 1;
    }
    return 0;
}

static int is_full(int fd, uint64_t end) {
    struct stat now;
    if (!full || fstat(fd, &now) != 0 || end <= (uint64_t)now.st_size || access(full, F_OK) != 0) return 0;
    errno = ENOSPC;
    return 1;
}

static int kind(int fd) { return fd >= 0 && fd < MOST ? kinds[fd] : NONE; }

static int opened(const char *name, const char *path, int flags, mode_t mode) {
    open_type real = (open_type)dlsym(RTLD_NEXT, name);
    const char *rest = below(path);
    if (!rest) return real(path, flags, mode);
    pthread_mutex_lock(&mutex);
    int makes = (flags & O_CREAT) != 0 && access(path, F_OK) != 0, fd = -1;
    if (!((makes || (flags & O_TRUNC)) && refuses())) fd = real(path, flags, mode);
    struct stat now;
    if (fd >= 0 && fd < MOST && fstat(fd, &now) == 0) {
        const char *last = strrchr(path, '/');
        int acks = last && strcmp(last, "/acks") == 0;
        kinds[fd] = S_ISDIR(now.st_mode) ? FOLDER : acks ? ACKS : S_ISREG(now.st_mode) ? PLAIN : NONE;
        inodes[fd] = now.st_ino;
        if (kinds[fd] == PLAIN && (flags & O_CREAT)) record('O', now.st_ino, 0, rest, strlen(rest));
        if (kinds[fd] == PLAIN && (flags & O_TRUNC)) record('T', now.st_ino, 0, NULL, 0);
    }
    int kept = errno;
    pthread_mutex_unlock(&mutex);
    errno = kept;
    return fd;
}

#define MODE mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = (mode_t)va_arg(rest, int); va_end(rest); }
int open(const char *path, int flags, ...) { MODE return opened("open", path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened("open64", path, flags, mode); }

int close(int fd) {
    REAL(close);
    if (fd >= 0 && fd < MOST) kinds[fd] = NONE;
    return real(fd);
}

static void wrote(int fd, uint64_t offset, const void *bytes, ssize_t length) {
    if (length > 0) record(kinds[fd] == ACKS ? 'A' : 'W', inodes[fd], offset, bytes, (uint64_t)length);
}

static ssize_t written_at(const char *name, int fd, const void *bytes, size_t length, off64_t offset) {
    ssize_t (*real)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, name);
    if (kind(fd) != PLAIN) return real(fd, bytes, length, offset);
    pthread_mutex_lock(&mutex);
    ssize_t done = -1;
    if (!refuses() && !is_full(fd, (uint64_t)offset + length)) {
        done = real(fd, bytes, length, offset);
        wrote(fd, (uint64_t)offset, bytes, done);
    }
    int kept = errno;
    pthread_mutex_unlock(&mutex);
    errno = kept;
    return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return written_at("pwrite", fd, bytes, length, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) { return written_at("pwrite64", fd, bytes, length, offset); }

ssize_t write(int fd, const void *bytes, size_t length) {
    int what = kind(fd);
    if (what != PLAIN && what != ACKS) return plain_write(fd, bytes, length);
    pthread_mutex_lock(&mutex);
    ssize_t done = -1;
    struct stat now;
    uint64_t at = (fcntl(fd, F_GETFL) & O_APPEND) && fstat(fd, &now) == 0 ? (uint64_t)now.st_size : (uint64_t)lseek(fd, 0, SEEK_CUR);
    if (what == ACKS || (!refuses() && !is_full(fd, at + length))) {
        done = plain_write(fd, bytes, length);
        wrote(fd, at, bytes, done);
    }
    int kept = errno;
    pthread_mutex_unlock(&mutex);
    errno = kept;
    return done;
}

static int cut(const char *name, int fd, off64_t length) {
    int (*real)(int, off64_t) = dlsym(RTLD_NEXT, name);
    if (kind(fd) != PLAIN) return real(fd, length);
    pthread_mutex_lock(&mutex);
    int done = -1;
    if (!refuses() && !is_full(fd, (uint64_t)length)) {
        done = real(fd, length);
        if (done == 0) record('T', inodes[fd], (uint64_t)length, NULL, 0);
    }
    int kept = errno;
    pthread_mutex_unlock(&mutex);
    errno = kept;
    return done;
}

int ftruncate(int fd, off_t length) { return cut("ftruncate", fd, length); }
int ftruncate64(int fd, off64_t length) { return cut("ftruncate64", fd, length); }

static int synced(const char *name, int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, name);
    int what = kind(fd);
    if (what != PLAIN && what != FOLDER) return real(fd);
    pthread_mutex_lock(&mutex);
    int done = -1;
    if (!refuses()) {
        done = real(fd);
        if (done == 0 && what == PLAIN) record('S', inodes[fd], 0, NULL, 0);
        if (done == 0 && what == FOLDER) {
            char link[64], path[LONGEST];
            snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
            ssize_t length = readlink(link, path, sizeof path - 1);
            path[length > 0 ? length : 0] = 0;
            const char *rest = below(path);
            if (rest) record('D', inodes[fd], 0, rest, strlen(rest));
        }
    }
    int kept = errno;
    pthread_mutex_unlock(&mutex);
    errno = kept;
    return done;
}

int fsync(int fd) { return synced("fsync", fd); }
int fdatasync(int fd) { return synced("fdatasync", fd); }

int unlink(const char *path) {
    REAL(unlink);
    const char *rest = below(path);
    if (!rest) return real(path);
    pthread_mutex_lock(&mutex);
    int done = refuses() ? -1 : real(path);
    if (done == 0) record('U', 0, 0, rest, strlen(rest));
    int kept = errno;
    pthread_mutex_unlock(&mutex);
    errno = kept;
    return done;
}

int unlinkat(int from, const char *path, int flags) {
    REAL(unlinkat);
    char whole[LONGEST * 2] = "";
    if (from == AT_FDCWD) {
        snprintf(whole, sizeof whole, "%s", path);
    } else if (path[0] != '/') {
        char link[64], above[LONGEST];
        snprintf(link, sizeof link, "/proc/self/fd/%d", from);
        ssize_t length = readlink(link, above, sizeof above - 1);
        above[length > 0 ? length : 0] = 0;
        snprintf(whole, sizeof whole, "%s/%s", above, path);
    }
    pthread_mutex_lock(&mutex);
    int done = real(from, path, flags);
    const char *rest = below(whole);
    if (done == 0 && rest && !(flags & AT_REMOVEDIR)) record('U', 0, 0, rest, strlen(rest));
    int kept = errno;
    pthread_mutex_unlock(&mutex);
    errno = kept;
    return done;
}

/* Two names, with a zero between them. */
static void named(char letter, const char *from, const char *to) {
    char both[LONGEST * 2];
    int length = snprintf(both, sizeof both, "%s%c%s", from ? from : "", 0, to ? to : "");
    if (length > 0 && (size_t)length < sizeof both) record(letter, 0, 0, both, (uint64_t)length);
}

int rename(const char *from, const char *to) {
    REAL(rename);
    const char *old = below(from), *new = below(to);
    if (!old && !new) return real(from, to);
    pthread_mutex_lock(&mutex);
    int done = refuses() ? -1 : real(from, to);
    if (done == 0) named('R', old, new);
    int kept = errno;
    pthread_mutex_unlock(&mutex);
    errno = kept;
    return done;
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    REAL(linkat);
    const char *old = below(from), *new = below(to);
    if (!old || !new) return real(from_folder, from, to_folder, to, flags);
    pthread_mutex_lock(&mutex);
    int done = refuses() ? -1 : real(from_folder, from, to_folder, to, flags);
    if (done == 0) named('L', old, new);
    int kept = errno;
    pthread_mutex_unlock(&mutex);
    errno = kept;
    return done;
}

/* Whoever copies by these goes on with read and write, which are recorded. */
ssize_t copy_file_range(int from, off64_t *from_at, int to, off64_t *to_at, size_t length, unsigned int flags) {
    REAL(copy_file_range);
    if (kind(to) == NONE) return real(from, from_at, to, to_at, length, flags);
    errno = EXDEV;
    return -1;
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t length) {
    REAL(sendfile64);
    if (kind(to) == NONE) return real(to, from, offset, length);
    errno = EINVAL;
    return -1;
}
