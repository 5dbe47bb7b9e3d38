/* Programs of the machine's owner, such as one that prints a secret or takes a backup away: run without a shell. */
#include "sys/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/check.h"

#define WORDS_MAX 32
#define LOOK_MS 50
#define END_MS 10000

extern char **environ;

static int run_err(struct cx *cx, const char *words, const char *zh, const char *en)
{
	return err(cx, E_FILE, NULL, words, zh, en);
}

/* "a b  c" → a, b, c, NULL. No quotes: who needs them writes a script. */
static int words_divide(struct cx *cx, const char *words, char *ret[WORDS_MAX + 1])
{
	struct str rest = str_trim(str_of(words)), word;
	size_t n = 0;

	while (rest.n && str_split(&rest, ' ', &word)) {
		if (word.n == 0)
			continue;
		if (n == WORDS_MAX)
			return run_err(cx, words, "参数过多", "too many words");
		ret[n] = cx_alloc(cx, word.n + 1);
		if (!ret[n])
			return -E_NO_MEMORY;
		memcpy(ret[n], word.p, word.n);
		ret[n++][word.n] = 0;
	}
	ret[n] = NULL;
	return n ? 0 : run_err(cx, words, "没有写程序名", "it names no program");
}

/* from: -1, it reads what we read. */
static pid_t start(char *const words[], int from, int to)
{
	posix_spawn_file_actions_t actions;
	pid_t child = -1;

	check(words[0] != NULL);
	if (posix_spawn_file_actions_init(&actions) != 0)
		return -1;
	if ((from >= 0 && posix_spawn_file_actions_adddup2(&actions, from, STDIN_FILENO) != 0) ||
		posix_spawn_file_actions_adddup2(&actions, to, STDOUT_FILENO) != 0 ||
		posix_spawnp(&child, words[0], &actions, NULL, words, environ) != 0)
		child = -1;
	posix_spawn_file_actions_destroy(&actions);
	return child;
}

/* To the end, also of what is too long: a program that nobody listens to might not end. */
static size_t drain(int fd, char *ret, size_t max)
{
	char piece[256];
	size_t n = 0;
	ssize_t got;

	while ((got = read(fd, piece, sizeof(piece))) > 0 || (got < 0 && errno == EINTR)) {
		for (ssize_t i = 0; i < got; i++, n++)
			if (n < max)
				ret[n] = piece[i];
		explicit_bzero(piece, sizeof(piece));
	}
	return n;
}

static bool ended_well(pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* False: it is still at work then. */
static bool ended_by(pid_t child, int64_t until_us, int *ret_status)
{
	for (;;) {
		pid_t got = waitpid(child, ret_status, WNOHANG);

		if (got == child)
			return true;
		if (got < 0 && errno != EINTR) {
			*ret_status = -1;
			return true;
		}
		if (sys_ticks_us() >= until_us)
			return false;
		sys_sleep_ms(LOOK_MS);
	}
}

/* One that does not end when it is told to is killed. */
static void end(pid_t child)
{
	int status;

	kill(child, SIGTERM);
	if (ended_by(child, sys_ticks_us() + END_MS * 1000, &status))
		return;
	kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
}

int sys_run(struct cx *cx, const char *words, size_t max, struct str *ret)
{
	char *divided[WORDS_MAX + 1], *out = cx_alloc(cx, max + 1);
	int ends[2], e = words_divide(cx, words, divided);
	pid_t child;
	size_t n;

	if (e || !out)
		return e ? e : -E_NO_MEMORY;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return err(cx, E_IO, NULL, "pipe");
	child = start(divided, -1, ends[1]);
	close(ends[1]);
	n = child < 0 ? 0 : drain(ends[0], out, max);
	close(ends[0]);
	if (child < 0)
		return run_err(cx, words, "无法运行", "it cannot be run");
	if (!ended_well(child))
		return run_err(cx, words, "程序报告失败", "it failed");
	if (n > max)
		return err(cx, E_TOO_LONG, words, cx_num(cx, (int64_t)n), cx_num(cx, (int64_t)max));
	out[n] = 0;
	*ret = (struct str){ out, n };
	return 0;
}

int sys_pass(struct cx *cx, const char *words, const char *from, const char *to, int64_t limit_ms)
{
	char *divided[WORDS_MAX + 1];
	int in, out, status = 0, e = words_divide(cx, words, divided);
	pid_t child = -1;

	if (e)
		return e;
	in = open(from, O_RDONLY | O_CLOEXEC);
	out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (in >= 0 && out >= 0)
		child = start(divided, in, out);
	else
		e = err(cx, E_FILE, NULL, in < 0 ? from : to, strerror(errno), strerror(errno));
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	if (e)
		return e;
	if (child < 0)
		return run_err(cx, words, "无法运行", "it cannot be run");
	if (!ended_by(child, sys_ticks_us() + limit_ms * 1000, &status)) {
		end(child);
		return run_err(cx, words, "程序超过时限仍未结束，已被终止",
			"it did not end in its time and was ended");
	}
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ?
		0 :
		run_err(cx, words, "程序报告失败", "it failed");
}
