/* What the command line says, in Chinese and English: cli/text_table.h is the one place for it. */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H

#include <stdarg.h>
#include <stdbool.h>

#include "core/err.h"

enum text {
#define X(id, zh, en) TEXT_##id,
#include "cli/text_table.h"
#undef X
	TEXTS
};

const char *text_get(enum text id, bool zh);
/* {0} … {3} replaced by the arguments (const char *, ended by NULL). */
void text_fill(struct buf *b, const char *text, va_list ap);

#endif
