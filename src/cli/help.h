/* --help, made from the tables of commands and options. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/cli.h"

/* Of c->command; when there is none, of those whose first word is c->args[0], or of all. */
int help_print(struct cli *c);
int help_version(struct cli *c);
/* "KIND FILE" or "DIR|URL" with the placeholders in the person's language. */
const char *help_words(struct cli *c, const char *args);

#endif
