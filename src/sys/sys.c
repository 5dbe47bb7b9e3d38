/* The clock, random numbers and memory of the machine.
 *
 * A fixed clock is one number for the whole process, so that a demo or a simulation sees the same time on
 * every thread. Random numbers are never fixed: keys and nonces come from here. */
#include "sys/sys.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define HUGE_PAGE ((size_t)2 << 20)
#define NICE_BACK 10 /* a tenth of what another gets */
#define HUGE_FROM (4 * HUGE_PAGE)

static _Atomic int64_t fixed_ms;
static _Atomic uint64_t allocations, fail_at;

int64_t sys_real_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t sys_now(void)
{
	int64_t fixed = atomic_load_explicit(&fixed_ms, memory_order_relaxed);

	return fixed ? fixed : sys_real_now();
}

void sys_sleep_ms(int64_t ms)
{
	struct timespec left = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	while (ms > 0 && nanosleep(&left, &left) != 0 && errno == EINTR)
		;
}

/* On Linux each thread has a niceness of its own. */
void sys_step_back(void)
{
	setpriority(PRIO_PROCESS, (id_t)gettid(), NICE_BACK);
}

int64_t sys_ticks_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

void sys_deadline(int64_t us, struct timespec *ret)
{
	int64_t ns;

	clock_gettime(CLOCK_REALTIME, ret);
	ns = ret->tv_nsec + us * 1000;
	ret->tv_sec += (time_t)(ns / 1000000000);
	ret->tv_nsec = (long)(ns % 1000000000);
}

void sys_clock_fix(int64_t ms)
{
	atomic_store(&fixed_ms, ms);
}

bool sys_clock_fixed(void)
{
	return atomic_load(&fixed_ms) != 0;
}

void sys_random(void *ret, size_t n)
{
	uint8_t *p = ret;

	while (n > 0) {
		ssize_t got = getrandom(p, n, 0);

		if (got < 0) {
			/* Without random numbers no key and no id is safe, so nothing can go on. */
			if (errno != EINTR)
				abort();
			continue;
		}
		p += got;
		n -= (size_t)got;
	}
}

struct uuid sys_uuid(void)
{
	uint8_t random[10];

	sys_random(random, sizeof(random));
	return uuid_v7(sys_now(), random);
}

/* Counting is one shared number; the take that brings the countdown to nothing is the one that fails. */
static bool allocation_fails(void)
{
	uint64_t left = atomic_load_explicit(&fail_at, memory_order_relaxed);

	atomic_fetch_add_explicit(&allocations, 1, memory_order_relaxed);
	while (left > 0) {
		if (atomic_compare_exchange_weak(&fail_at, &left, left - 1))
			return left == 1;
	}
	return false;
}

void *sys_new(size_t n, size_t size)
{
	size_t whole;

	if (allocation_fails() || __builtin_mul_overflow(n, size, &whole))
		return NULL;
	return calloc(1, whole);
}

void *sys_grow(void *p, size_t n)
{
	return allocation_fails() ? NULL : realloc(p, n);
}

void sys_free(void *p)
{
	free(p);
}

/* Memory of this size is asked for in pages of two megabytes: a page fault for each of four kilobytes takes longer than filling
 * it. It is advice, and need not be followed. */
static void *heap_take(void *arg, size_t n)
{
	void *p = allocation_fails() ? NULL : malloc(n);
	uintptr_t at = ((uintptr_t)p + HUGE_PAGE - 1) & ~(uintptr_t)(HUGE_PAGE - 1);

	(void)arg;
	if (p && n >= HUGE_FROM)
		madvise((void *)at, (n - (at - (uintptr_t)p)) & ~(uintptr_t)(HUGE_PAGE - 1),
			MADV_HUGEPAGE);
	return p;
}

static void heap_give(void *arg, void *p, size_t n)
{
	(void)arg;
	(void)n;
	free(p);
}

const struct arena_source sys_heap = { heap_take, heap_give, NULL };

void sys_alloc_fail_at(uint64_t n)
{
	atomic_store(&fail_at, n);
}

uint64_t sys_alloc_count(void)
{
	return atomic_load(&allocations);
}

size_t sys_files_allow(size_t n)
{
	struct rlimit r;

	if (getrlimit(RLIMIT_NOFILE, &r) != 0)
		return 0;
	if (r.rlim_cur < n) {
		r.rlim_cur = r.rlim_max < n ? r.rlim_max : n;
		setrlimit(RLIMIT_NOFILE, &r);
		getrlimit(RLIMIT_NOFILE, &r);
	}
	return r.rlim_cur;
}

static const char *set_variable(const char *name)
{
	const char *v = getenv(name);

	return v && *v ? v : NULL;
}

bool sys_speaks_chinese(void)
{
	const char *v = set_variable("LC_ALL");

	if (!v)
		v = set_variable("LC_MESSAGES");
	if (!v)
		v = set_variable("LANG");
	/* "C" and "POSIX" name no language. */
	if (!v || strcmp(v, "POSIX") == 0 || strcmp(v, "C") == 0 || strncmp(v, "C.", 2) == 0)
		return true;
	return strncmp(v, "zh", 2) == 0;
}
