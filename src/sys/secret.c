/* Secrets that come from outside: in a file of a service manager, typed at a terminal. Those that a program prints: run.c. */
#include "sys/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define OTHERS 077

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
