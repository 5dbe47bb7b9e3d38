/* A real `bulou serve` as a process of its own, to be stopped and killed, and a client that
 * notices when it is gone.
 *
 * The program is BULOU_BUILD/bulou, or else lies beside the test. */
#ifndef FAULT_PROCESS_H
#define FAULT_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct process {
	pid_t pid; /* 0: not running */
	int port;
	char trace[600];  /* what it printed */
	char cookie[600]; /* of the latest login */
};

/* False: there is no program to run. */
bool process_found(void);
/* One command; its exit status. out NULL: what it prints goes to trace. args end with NULL. */
int process_run(const char *trace, const char *out, const char *const *args);
int process_free_port(void);
/* Serves on a free port, and waits until it answers. uid 0: as who runs the test. False when it
 * ended instead; then *ret_status is its exit status. */
bool process_serve(
	struct process *p, const char *where, const char *key, uid_t uid, int *ret_status);
void process_kill(struct process *p); /* at once, without a word */
int process_stop(struct process *p);  /* in order; the exit status */

/* A connection that is kept; -1 = none. */
int process_connect(const struct process *p);
/* One request. Its status, or 0 when the connection ended without a whole answer; then the caller
 * closes it. *ret_body is malloc'd, "" without one. body NULL: none. */
int process_ask(const struct process *p, int fd, const char *method, const char *path,
	const char *body, char **ret_body);
/* The same on a connection of its own. */
int process_ask_once(const struct process *p, const char *method, const char *path,
	const char *body, char **ret_body);
/* Asserts that it works, and keeps the cookie. */
void process_login(struct process *p, const char *user, const char *password);

#endif
