/* The table of texts, and filling their gaps. */
#include "cli/text.h"

static const char *const texts[TEXTS][2] = {
#define X(id, zh, en) [TEXT_##id] = { zh, en },
#include "cli/text_table.h"
#undef X
};

const char *text_get(enum text id, bool zh)
{
	return texts[id][zh ? 0 : 1];
}

void text_fill(struct buf *b, const char *text, va_list ap)
{
	const char *args[4] = { NULL };

	for (int i = 0; i < 4; i++) {
		args[i] = va_arg(ap, const char *);
		if (!args[i])
			break;
	}
	for (const char *p = text; *p; p++) {
		if (p[0] != '{' || p[1] < '0' || p[1] > '3' || p[2] != '}') {
			buf_c(b, *p);
			continue;
		}
		buf_z(b, args[p[1] - '0'] ? args[p[1] - '0'] : "");
		p += 2;
	}
}
