/* bulou demo --villages: two days in three villages as a script of people acting, on a fresh site, over HTTP.
 *
 * Forty people with phones and consoles play a sweep of three villages, a question desk and two stores of supplies, with all
 * that goes wrong on such a day. What they do is written on a tally beside the program (demo/tally.h) before it is handed
 * in, and compared with every coverage, list, figure and account that the program answers. The same seed gives the same
 * bytes on standard output. */
#ifndef DEMO_DEMO_H
#define DEMO_DEMO_H

#include "cli/cli.h"
#include "http/http.h"

/* The command. serving is told the server whenever one runs, and NULL when it ends, so that signals can stop it. E_VERIFY:
 * the program's numbers are not those of the tally. */
int demo_run(struct cli *c, void (*serving)(struct http *h));

#endif
