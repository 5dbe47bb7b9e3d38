/* --help: the list of commands, or one command with its options. */
#include "cli/help.h"

#include "cli/table.h"

static const char *text(const struct cli *c, enum text id)
{
	return text_get(id, c->zh);
}

static bool command_there(const struct cli *c, const struct cli_command *k)
{
	return k->run && (k->help != TEXT_HELP_SERVE || c->hooks->serve) &&
		(k->help != TEXT_HELP_DEMO || c->hooks->demo);
}

static int help_all(struct cli *c, struct buf *b)
{
	struct table t;
	struct buf words;

	buf_z(b, text(c, TEXT_HELP_TOP));
	buf_z(b, "\n\n");
	table_init(&t, &c->cx, 2, "ll");
	for (const struct cli_command *k = cli_commands; k->words; k++) {
		if (!command_there(c, k))
			continue;
		buf_init(&words, &c->arena);
		buf_fmt(&words, "  %s%s%s", k->words, *k->args ? " " : "", k->args);
		table_add(&t, buf_get(&words));
		table_add(&t, str_of(text(c, k->help)));
	}
	table_write(&t, b);
	buf_fmt(b, "\n%s\n", text(c, TEXT_HELP_MORE));
	return 0;
}

static int help_one(struct cli *c, struct buf *b)
{
	const struct cli_command *k = c->command;
	struct table t;
	struct buf words;

	buf_fmt(b, "bulou %s%s%s\n\n%s\n\n", k->words, *k->args ? " " : "", k->args,
		text(c, k->help));
	table_init(&t, &c->cx, 2, "ll");
	for (int i = 0; i < OPTIONS; i++) {
		const struct option_entry *o = &option_table[i];
		uint64_t all = k->options | OPTION_BIT(DATA) | OPTION_BIT(KEY) | OPTION_BIT(HELP);

		if (!(all >> i & 1))
			continue;
		buf_init(&words, &c->arena);
		buf_fmt(&words, "  --%s%s%s", o->name, o->value ? " " : "",
			o->value ? o->value : "");
		table_add(&t, buf_get(&words));
		table_add(&t, str_of(text(c, o->help)));
	}
	table_write(&t, b);
	return 0;
}

int help_print(struct cli *c)
{
	struct buf b;

	buf_init(&b, &c->arena);
	if (c->command)
		help_one(c, &b);
	else
		help_all(c, &b);
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	cli_out(c, buf_get(&b));
	return 0;
}
