/* bulou balances: what must add up across desks, term by term, and by how much it does not. */
#include "cli/commands.h"

#include "cli/show.h"

static void term_add(
	struct table *t, struct cli *c, const char *of, const char *term, int64_t milli)
{
	table_z(t, of);
	table_z(t, term);
	table_add(t, text_decimal(&c->cx, milli, 1000));
}

/* The left side, the right side behind "=", and what is left over. */
static void balance_add(struct table *t, struct cli *c, const struct balance_value *v)
{
	const char *of = c->zh ? v->balance->zh : v->balance->en, *sign = "";
	struct buf b;

	for (int right = 0; right < 2; right++)
		for (size_t i = 0, n = 0; i < v->terms_n; i++) {
			const struct balance_term *term = &v->balance->terms[i];
			const char *zh = term->figure ? term->figure->zh : term->zh;
			const char *en = term->figure ? term->figure->en : term->en;

			if (term->right != right)
				continue;
			sign = n++ ? "+ " : right ? "= " : "";
			buf_init(&b, c->cx.arena);
			buf_fmt(&b, "%s%s", sign, c->zh ? zh : en);
			term_add(t, c, of, buf_ok(&b) ? buf_get(&b).p : "", v->terms[i]);
			of = "";
		}
	term_add(t, c, "", text_get(v->part ? TEXT_DIFFERENCE_PART : TEXT_DIFFERENCE, c->zh),
		v->difference);
}

static int terms_note(struct cli *c, const struct balance *of, size_t n)
{
	int e = 0;

	for (size_t i = 0; !e && i < n; i++)
		if (of->terms[i].figure)
			e = figure_note(c, of->terms[i].figure);
	return e;
}

static int balances_table(struct cli *c, const struct balance_value *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_BALANCE, TEXT_COL_TERM, TEXT_COL_VALUE };
	struct table t;
	int e = 0;

	table_init(&t, &c->cx, 3, "llr");
	table_heading(&t, c, heading);
	for (size_t i = 0; !e && i < n; i++) {
		balance_add(&t, c, &all[i]);
		e = terms_note(c, all[i].balance, all[i].terms_n);
	}
	return e ? e : table_print(c, &t);
}

static int balances_json(struct cli *c, const struct balance_value *all, size_t n)
{
	struct buf b;
	struct jw w;

	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_balance(&w, &all[i]);
	return list_end(c, &w);
}

int command_balances(struct cli *c)
{
	size_t n = desks_balances_n();
	struct balance_value *all;
	struct uuid incident;
	struct str area;
	int e = cli_asked(c, &incident, &area);

	all = cx_many(&c->cx, n, struct balance_value);
	if (!e && !all)
		return -E_NO_MEMORY;
	for (size_t i = 0; !e && i < n; i++)
		e = balance_read(&c->cx, &c->cover, desks_balance(i), &incident, area, &all[i]);
	if (e)
		return e;
	return c->json ? balances_json(c, all, n) : balances_table(c, all, n);
}
