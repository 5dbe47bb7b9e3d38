/* Secrets that come from outside: printed by a program of the owner's, in a file of a service manager, typed at a terminal. */
#include "sys/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "core/check.h"

#define WORDS_MAX 32
#define OTHERS 077

extern char **environ;

static int run_err(struct cx *cx, const char *words, const char *zh, const char *en)
{
	return err(cx, E_FILE, NULL, words, zh, en);
}

/* ---- a program's output ---- */

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

int sys_pass(struct cx *cx, const char *words, const char *from, const char *to)
{
	char *divided[WORDS_MAX + 1];
	int in, out, e = words_divide(cx, words, divided);
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
	return ended_well(child) ? 0 : run_err(cx, words, "程序报告失败", "it failed");
}

/* ---- a file, or a person ---- */

bool sys_secret_named(const char *variable)
{
	const char *path = getenv(variable);

	return path && *path;
}

static int secret_read(struct cx *cx, const char *path, size_t max, struct str *ret)
{
	int mode = sys_file_mode(path);

	if (mode >= 0 && mode & OTHERS)
		return err(cx, E_FILE, NULL, path, "其他用户可读，须执行 chmod 600",
			"others may read it: chmod 600");
	return sys_read_file(cx, path, max + 1, ret);
}

static int line_type(int tty, const char *prompt, char *line, size_t max, size_t *ret_n)
{
	struct termios was, silent;
	ssize_t got;

	if (tcgetattr(tty, &was) != 0)
		return -1;
	silent = was;
	silent.c_lflag &= ~(tcflag_t)ECHO;
	if (tcsetattr(tty, TCSAFLUSH, &silent) != 0)
		return -1;
	got = write(tty, prompt, strlen(prompt));
	if (got >= 0)
		got = read(tty, line, max);
	tcsetattr(tty, TCSAFLUSH, &was);
	if (write(tty, "\n", 1) < 0 || got < 0)
		return -1;
	*ret_n = (size_t)got;
	return 0;
}

static int secret_type(struct cx *cx, const char *prompt, size_t max, struct str *ret)
{
	char *line = cx_alloc(cx, max + 2);
	int tty = line ? open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
	size_t n = 0;
	int e;

	if (!line)
		return -E_NO_MEMORY;
	if (tty < 0)
		return 0; /* nobody sits there */
	e = line_type(tty, prompt, line, max + 2, &n);
	close(tty);
	*ret = (struct str){ line, n };
	return e ? err(cx, E_IO, NULL, "/dev/tty") : 0;
}

int sys_secret(struct cx *cx, const char *variable, const char *prompt, size_t max, struct str *ret)
{
	int e;

	*ret = STR_NONE;
	if (sys_secret_named(variable))
		e = secret_read(cx, getenv(variable), max, ret);
	else
		e = secret_type(cx, prompt, max, ret);
	while (!e && ret->n && (ret->p[ret->n - 1] == '\n' || ret->p[ret->n - 1] == '\r'))
		ret->n--;
	if (!e && ret->n > max)
		e = err(cx, E_TOO_LONG, "passphrase", cx_num(cx, (int64_t)ret->n),
			cx_num(cx, (int64_t)max));
	return e;
}
