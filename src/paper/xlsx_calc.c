/* A workbook says that it is to be computed when it is opened: calcPr with fullCalcOnLoad (ECMA-376, 18.2.2). */
#include "paper/xlsx_calc.h"

#include <string.h>

#include "paper/xlsx_cells.h"
#include "paper/xlsx_part.h"

static bool is(const char *name, const char *other)
{
	return strcmp(name, other) == 0;
}

struct calculating {
	struct xlsx_part *part;
	size_t after;    /* behind which element it may stand */
	size_t from, to; /* the tag that is there; to 0: there is none */
	bool said;       /* by an attribute of it, whatever that says */
	int depth;
};

static int calc_start(void *arg, struct cx *cx, const char *name, const char **attributes)
{
	struct calculating *c = arg;

	(void)cx;
	if (++c->depth != 2 || !is(name, "calcPr"))
		return 0;
	c->from = (size_t)xlsx_part_from(c->part);
	c->to = (size_t)xlsx_part_to(c->part);
	c->said = xlsx_attribute(attributes, "fullCalcOnLoad").p != NULL;
	return 0;
}

static int calc_end(void *arg, struct cx *cx, const char *name)
{
	static const char *const before[] = { "sheets", "functionGroups", "externalReferences",
		"definedNames" };
	struct calculating *c = arg;

	(void)cx;
	if (c->depth-- != 2)
		return 0;
	for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++)
		if (is(name, before[i]))
			c->after = (size_t)xlsx_part_to(c->part);
	return 0;
}

/* " fullCalcOnLoad="1"" goes before the end of the tag that is there; where it says one already, that is made to say 1. */
static void tag_calculated(struct buf *b, struct str tag_text, bool said)
{
	static const char name[] = "fullCalcOnLoad";
	size_t end = tag_text.n - (tag_text.p[tag_text.n - 2] == '/' ? 2 : 1), i = 0, from;

	if (!said) {
		buf_add(b, tag_text.p, end);
		buf_z(b, " fullCalcOnLoad=\"1\"");
		buf_add(b, tag_text.p + end, tag_text.n - end);
		return;
	}
	while (i + sizeof(name) < end && memcmp(tag_text.p + i, name, sizeof(name) - 1) != 0)
		i++;
	for (from = i; i < end && tag_text.p[i] != '"' && tag_text.p[i] != '\''; i++)
		;
	for (char quote = tag_text.p[i++]; i < end && tag_text.p[i] != quote; i++)
		;
	buf_add(b, tag_text.p, from);
	buf_z(b, "fullCalcOnLoad=\"1\"");
	buf_add(b, tag_text.p + i + 1, tag_text.n - i - 1);
}

int xlsx_calculated(struct cx *cx, zip_t *zip, const char *name, struct str *ret)
{
	static const struct xlsx_events events = { calc_start, calc_end, NULL };
	struct calculating c = { .depth = 0 };
	struct str part;
	struct buf b;
	int e = xlsx_part_open(cx, zip, name, XLSX_PART_SMALL, &events, &c, &c.part);

	if (!e)
		e = xlsx_part_read(cx, c.part);
	xlsx_part_close(c.part);
	if (!e)
		e = xlsx_part_bytes(cx, zip, name, &part);
	if (e)
		return e;
	buf_init(&b, cx->arena);
	if (c.to) {
		buf_add(&b, part.p, c.from);
		tag_calculated(&b, (struct str){ part.p + c.from, c.to - c.from }, c.said);
	} else {
		size_t root = 0;

		/* It is called as the workbook itself is, which may have a prefix. */
		c.to = c.after;
		buf_add(&b, part.p, c.after);
		buf_c(&b, '<');
		while (root + 1 < part.n &&
			(part.p[root] != '<' || part.p[root + 1] == '?' || part.p[root + 1] == '!'))
			root++;
		buf_str(&b, xlsx_prefix(part, root));
		buf_z(&b, "calcPr fullCalcOnLoad=\"1\"/>");
	}
	buf_add(&b, part.p + c.to, part.n - c.to);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}
