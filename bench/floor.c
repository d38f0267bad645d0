/* What compressing costs alone: reads a file into memory, then compresses its blocks in threads with
 * nothing else. The file is what an image would hold, for instance all files of a tree one behind
 * the other:
 *
 *   find TREE -type f -print0 | LC_ALL=C sort -z | xargs -0 cat >all
 *   cc -O2 -o floor bench/floor.c -lzstd -lpthread && ./floor all 512 6 2 18
 *
 * usage: floor FILE KIB LEVEL THREADS [HASH_LOG]
 * Prints megabytes read and left, seconds of wall time, and seconds of processors with and without
 * reading. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <zstd.h>

enum { MOST_THREADS = 64 };

static char *input;
static size_t size, block;
static int level, hash_log;
static atomic_size_t next_block, packed;

static double seconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static size_t checked(size_t result) {
  if (ZSTD_isError(result)) {
    fprintf(stderr, "floor: %s\n", ZSTD_getErrorName(result));
    exit(1);
  }
  return result;
}

static void *compress(void *unused) {
  size_t room = ZSTD_compressBound(block);
  char *target = malloc(room);
  ZSTD_CCtx *context = ZSTD_createCCtx();
  checked(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level));
  checked(ZSTD_CCtx_setParameter(context, ZSTD_c_hashLog, hash_log));
  for (size_t at; (at = atomic_fetch_add(&next_block, block)) < size;) {
    size_t length = size - at < block ? size - at : block;
    size_t smaller = checked(ZSTD_compress2(context, target, room, input + at, length));
    packed += smaller < length ? smaller : length;
  }
  ZSTD_freeCCtx(context);
  free(target);
  return unused;
}

int main(int count, char **values) {
  FILE *file = count < 5 ? NULL : fopen(values[1], "rb");
  if (file == NULL) {
    fprintf(stderr, "usage: floor FILE KIB LEVEL THREADS [HASH_LOG]\n");
    return 2;
  }
  block = (size_t)atoi(values[2]) << 10;
  level = atoi(values[3]);
  int threads = atoi(values[4]);
  if (threads < 1 || threads > MOST_THREADS) {
    fprintf(stderr, "floor: 1 to %d threads\n", MOST_THREADS);
    return 2;
  }
  hash_log = count > 5 ? atoi(values[5]) : 0;
  double begin = seconds(CLOCK_MONOTONIC);
  fseek(file, 0, SEEK_END);
  size = (size_t)ftell(file);
  rewind(file);
  input = malloc(size);
  if (fread(input, 1, size, file) != size) {
    return 1;
  }
  double reading = seconds(CLOCK_PROCESS_CPUTIME_ID);
  pthread_t workers[MOST_THREADS];
  for (int i = 0; i < threads; i++) {
    pthread_create(&workers[i], NULL, compress, NULL);
  }
  for (int i = 0; i < threads; i++) {
    pthread_join(workers[i], NULL);
  }
  double all = seconds(CLOCK_PROCESS_CPUTIME_ID);
  printf("zstd %s: %.1f MB to %.1f MB, wall %.2f s, CPU %.2f s, compressing %.2f s\n",
         ZSTD_versionString(), (double)size / 1e6, (double)packed / 1e6,
         seconds(CLOCK_MONOTONIC) - begin, all, all - reading);
  return 0;
}
