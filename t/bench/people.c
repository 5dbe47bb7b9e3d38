/* 900,000 people: the import of a file, then a server that holds them: memory, search, start, and the program itself. */
#include "bench.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define GRIDS 3000
#define IMPORT_S 60.0
#define MEMORY_MB 400.0
#define SEARCHERS 50
#define SEARCH_S 5
#define SEARCH_MS 20.0
#define NAMES 32

static const char *const families[NAMES] = { "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴",
	"周", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林", "罗", "郑", "梁", "谢", "宋",
	"唐", "许", "韩", "冯", "邓", "曹", "彭", "曾" };
static const char *const givens[NAMES] = { "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军",
	"洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀", "霞", "平", "刚", "桂", "英", "华",
	"玉", "兰", "红", "建", "国", "文", "辉", "春" };

/* Three characters out of 32 × 32 × 32: some 27 people share a name, as in a real county. */
static const char *name_of(size_t i)
{
	static char z[16];
	size_t n = i * 2654435761u;

	snprintf(z, sizeof(z), "%s%s%s", families[n >> 5 & 31], givens[n >> 11 & 31],
		givens[n >> 17 & 31]);
	return z;
}

/* 18 characters with the right check digit; the date is a real one. */
static void document_of(size_t i, char ret[20])
{
	static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	size_t day = i % 28 + 1, month = i / 28 % 12 + 1, year = 1930 + i / 336 % 90,
	       order = i / 30240 % 1000;
	int sum = 0;

	snprintf(ret, 20, "512021%04zu%02zu%02zu%03zu", year, month, day, order);
	for (int k = 0; k < 17; k++)
		sum += (ret[k] - '0') * weights[k];
	ret[17] = "10X98765432"[sum % 11];
	ret[18] = 0;
}

static size_t file_write(const char *path, size_t people)
{
	FILE *f = fopen(path, "w");
	char grid[32], document[20];

	if (!f)
		fail("%s: %s", path, strerror(errno));
	fprintf(f, "area,name,document,phone\n");
	for (size_t i = 0; i < people; i++) {
		county_grid(i / GRID_DOORS, grid);
		document_of(i, document);
		fprintf(f, "%s,%s,%s,138%08zu\n", grid, name_of(i), document, i);
	}
	if (fclose(f) != 0)
		fail("%s: %s", path, strerror(errno));
	return people;
}

static const char *program(void)
{
	static char path[PATH_MAX];
	const char *build = getenv("BULOU_BUILD");
	ssize_t n;

	if (build) {
		snprintf(path, sizeof(path), "%s/bulou", build);
		return path;
	}
	n = readlink("/proc/self/exe", path, sizeof(path) - 16);
	if (n < 0)
		fail("/proc/self/exe: %s", strerror(errno));
	path[n] = 0;
	snprintf(strrchr(path, '/'), 16, "/bulou");
	return path;
}

static const char *first_line(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[500] = "";

	if (!f || !fgets(line, sizeof(line), f))
		return "it says nothing";
	fclose(f);
	return text("%s", line);
}

static void bulou(const char *const arguments[])
{
	const char *out = bench_path("bulou.txt");
	int status;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		if (!freopen(out, "w", stdout) || !freopen(out, "a", stderr))
			_exit(1);
		execv(program(), (char *const *)(uintptr_t)arguments);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0)
		fail("%s %s failed: %s", program(), arguments[1], first_line(out));
}

static void import_row(const struct data *d, size_t people)
{
	const char *file = bench_path("people.csv");
	const char *const arguments[] = { "bulou", "import", "people", file, "--data", d->where,
		"--key", d->key, NULL };
	double begin, took, want = IMPORT_S * (double)people / (GRIDS * GRID_DOORS);

	file_write(file, people);
	begin = seconds();
	bulou(arguments);
	took = seconds() - begin;
	unlink(file);
	row_add(&(struct row){ .name = "import",
		.value = took,
		.unit = "s",
		.limit = -1,
		.ratio = -1,
		.want = text("<= %.0f for %zu people", want, people),
		.ok = took <= want,
		.note = text("%.0f people/s, duplicates looked for", (double)people / took) });
}

static void search_row(const struct server *s, size_t people)
{
	struct gets g = { .paths_n = 256 };
	struct load_result r;

	for (size_t i = 0; i < g.paths_n; i++) {
		const char *name = name_of(i * 977 % people);
		char escaped[64] = "";

		for (const char *p = name; *p; p++)
			snprintf(escaped + strlen(escaped), 4, "%%%02X", (unsigned char)*p);
		g.paths[i] = text("/v1/search?q=%s", escaped);
	}
	gets_run(s, &g, SEARCHERS, 0, SEARCH_S, &r);
	row_add(&(struct row){ .name = "search",
		.value = r.p95,
		.unit = "ms p95",
		.limit = -1,
		.ratio = -1,
		.want = text("<= %.0f, %d at once", SEARCH_MS, SEARCHERS),
		.ok = r.p95 <= SEARCH_MS,
		.note = text("%.0f searches/s among %zu people, p50 %.1f",
			(double)r.requests / r.seconds, people, r.p50) });
}

static void memory_row(const struct server *s, size_t people)
{
	double top = (double)server_memory(s, "VmHWM") / 1024,
	       now = (double)server_memory(s, "VmRSS") / 1024;

	row_add(&(struct row){ .name = "memory",
		.value = top,
		.unit = "MB",
		.limit = -1,
		.ratio = -1,
		.want = text("<= %.0f with 900,000 people", MEMORY_MB),
		.ok = top <= MEMORY_MB,
		.note = text("highest; %.0f MB after the searches, %zu people", now, people) });
}

static void start_row(const struct server *s, int64_t entries)
{
	row_add(&(struct row){ .name = "start",
		.value = s->first_answer_s,
		.unit = "s",
		.limit = -1,
		.ratio = -1,
		.want = "<= 1 with 10 million records",
		.ok = s->first_answer_s <= 1,
		.note = text("%lld entries; search is full after %.1f s", (long long)entries,
			s->filled_s) });
}

static void binary_row(void)
{
	struct stat st;

	if (stat(program(), &st) != 0)
		fail("%s: %s", program(), strerror(errno));
	row_add(&(struct row){ .name = "binary",
		.value = (double)st.st_size / 1048576,
		.unit = "MB",
		.limit = -1,
		.ratio = -1,
		.want = "one file",
		.ok = S_ISREG(st.st_mode) });
}

void measure_import(void)
{
	struct data d = { .where = bench_path("people"),
		.key = bench_path("people.key"),
		.county = { .grids = (size_t)(GRIDS / options.scale) } };
	size_t people = d.county.grids * GRID_DOORS;
	struct server s;

	if (wanted("binary"))
		binary_row();
	if (!wanted("import") && !wanted("search") && !wanted("memory") && !wanted("start"))
		return;
	say("importing %zu people", people);
	data_make(&d, false);
	import_row(&d, people);
	server_start(&d, &s);
	start_row(&s, data_newest(&d));
	search_row(&s, people);
	memory_row(&s, people);
	server_stop(&s);
	data_drop(&d);
}
