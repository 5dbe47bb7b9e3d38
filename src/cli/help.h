/* --help, made from the tables of commands and options. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/cli.h"

/* Of c->command, or of all commands when there is none. */
int help_print(struct cli *c);

#endif
