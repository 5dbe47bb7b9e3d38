/* Reading the words of a command line. Options may stand before, between and after the others, as --name VALUE or
 * --name=VALUE; after -- nothing is an option. The command is the longest row of the table that the words begin with. */
#include "cli/options.h"

#include <string.h>

#include "cli/cli.h"
#include "cli/help.h"

const struct option_entry option_table[OPTIONS] = {
#define X(id, name, value, text) [OPTION_##id] = { name, value, TEXT_##text },
	OPTION_TABLE(X)
#undef X
};

#define ALWAYS (OPTION_BIT(DATA) | OPTION_BIT(KEY) | OPTION_BIT(HELP))

static enum option option_find(struct str name)
{
	for (int i = 0; i < OPTIONS; i++)
		if (str_is(name, option_table[i].name))
			return (enum option)i;
	return OPTIONS;
}

/* One word that begins with --; *at is its place and moves on when the value is the next word. */
static int option_take(struct cli *c, int argc, char **argv, int *at)
{
	struct str rest = str_of(argv[*at] + 2), name = STR_NONE;
	const char *equals = strchr(argv[*at], '=');
	enum option o;

	str_split(&rest, '=', &name);
	o = option_find(name);
	if (o == OPTIONS)
		return cli_wrong(c, TEXT_NO_OPTION, argv[*at]);
	if (c->option[o])
		return cli_wrong(c, TEXT_OPTION_TWICE, option_table[o].name);
	if (!option_table[o].value) {
		if (equals)
			return cli_wrong(c, TEXT_OPTION_FLAG, option_table[o].name);
		c->option[o] = "";
		return 0;
	}
	c->option[o] = equals ? equals + 1 : *at + 1 < argc ? argv[++*at] : NULL;
	if (!c->option[o] || !*c->option[o])
		return cli_wrong(c, TEXT_OPTION_VALUE, option_table[o].name,
			help_words(c, option_table[o].value));
	return 0;
}

static int words_take(struct cli *c, int argc, char **argv)
{
	bool only_words = false;
	int e = 0;

	for (int i = 0; !e && i < argc; i++) {
		if (!utf8_valid(str_of(argv[i])))
			return err(&c->cx, E_UTF8, NULL, cx_text(&c->cx, str_of(argv[i])));
		if (!only_words && strcmp(argv[i], "--") == 0)
			only_words = true;
		else if (!only_words && strcmp(argv[i], "-h") == 0)
			c->option[OPTION_HELP] = "";
		else if (!only_words && strncmp(argv[i], "--", 2) == 0)
			e = option_take(c, argc, argv, &i);
		else if (!only_words && argv[i][0] == '-' && argv[i][1])
			e = cli_wrong(c, TEXT_NO_OPTION, argv[i]);
		else if (c->args_n == CLI_ARGS_MAX)
			e = cli_wrong(c, TEXT_TOO_MANY_WORDS, argv[i]);
		else
			c->args[c->args_n++] = str_of(argv[i]);
	}
	c->json = cli_has(c, OPTION_JSON);
	return e;
}

/* How many of the words the command takes; 0: it is another. */
static size_t command_fits(const struct cli *c, const struct cli_command *command)
{
	struct str rest = str_of(command->words), word;
	size_t n = 0;

	while (str_split(&rest, ' ', &word)) {
		if (n == c->args_n || !str_eq(c->args[n], word))
			return 0;
		n++;
	}
	return n;
}

static void command_find(struct cli *c)
{
	size_t best = 0;

	for (const struct cli_command *k = cli_commands; k->words; k++) {
		size_t n = command_fits(c, k);

		if (n > best) {
			best = n;
			c->command = k;
		}
	}
	c->args_n -= best;
	memmove(c->args, c->args + best, c->args_n * sizeof(c->args[0]));
}

/* "ROUND [FILE]", "FILE...": how many words may follow. */
static void args_bounds(const char *args, size_t *ret_min, size_t *ret_max)
{
	struct str rest = str_of(args), word;

	*ret_min = *ret_max = 0;
	while (str_split(&rest, ' ', &word)) {
		if (word.p[0] != '[')
			++*ret_min;
		++*ret_max;
		if (word.n > 3 && memcmp(word.p + word.n - 3, "...", 3) == 0)
			*ret_max = CLI_ARGS_MAX;
	}
}

static int command_check(struct cli *c)
{
	size_t min, max;

	for (int i = 0; i < OPTIONS; i++)
		if (c->option[i] && !((c->command->options | ALWAYS) >> i & 1))
			return cli_wrong(
				c, TEXT_OPTION_ELSEWHERE, c->command->words, option_table[i].name);
	if (c->json && cli_has(c, OPTION_XLSX))
		return cli_wrong(c, TEXT_OPTIONS_APART, "json", "xlsx");
	args_bounds(c->command->args, &min, &max);
	if (c->args_n < min)
		return cli_wrong(
			c, TEXT_TOO_FEW_WORDS, c->command->words, help_words(c, c->command->args));
	if (c->args_n > max)
		return cli_wrong(c, TEXT_TOO_MANY_WORDS, cx_text(&c->cx, c->args[max]));
	return 0;
}

/* No command, but perhaps the first word of some, "round": help_print() tells which. */
static int command_missing_word(struct cli *c)
{
	struct buf b;

	buf_init(&b, &c->arena);
	for (const struct cli_command *k = cli_commands; k->words; k++) {
		struct str rest = str_of(k->words), first;

		str_split(&rest, ' ', &first);
		if (!str_eq(first, c->args[0]) || !rest.n)
			continue;
		buf_z(&b, b.n ? ", " : "");
		buf_str(&b, rest);
	}
	if (!b.n)
		return cli_wrong(c, TEXT_NO_COMMAND, cx_text(&c->cx, c->args[0]));
	if (c->option[OPTION_HELP] && c->args_n == 1)
		return 0;
	return cli_wrong(c, TEXT_HALF_COMMAND, cx_text(&c->cx, c->args[0]), buf_get(&b).p);
}

int options_read(struct cli *c, int argc, char **argv)
{
	int e = words_take(c, argc, argv);

	if (e)
		return e;
	if (c->args_n && str_is(c->args[0], "help")) {
		c->option[OPTION_HELP] = "";
		memmove(c->args, c->args + 1, --c->args_n * sizeof(c->args[0]));
	}
	command_find(c);
	if (c->option[OPTION_HELP] && (c->command || !c->args_n))
		return 0;
	if (c->option[OPTION_VERSION] && !c->command && !c->args_n)
		return 0;
	if (!c->command)
		return c->args_n ? command_missing_word(c) : cli_wrong(c, TEXT_WHICH_COMMAND);
	return command_check(c);
}
