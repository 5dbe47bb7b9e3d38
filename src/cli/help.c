/* --help: the list of commands, or one command with its options. */
#include "cli/help.h"

#include <string.h>

#include "load/columns.h"
#include "cli/commands.h"
#include "cli/table.h"

static const char *text(const struct cli *c, enum text id)
{
	return text_get(id, c->zh);
}

const char *help_words(struct cli *c, const char *args)
{
	static const struct {
		const char *en, *zh;
	} words[] = { { "ACCOUNT", "账号" }, { "AREA", "区域" }, { "BATCH", "批次" },
		{ "BULLETIN", "通报" }, { "CAUSE", "原因" }, { "FORM", "报表" },
		{ "CLASSES", "类别" }, { "CODE", "场所码" }, { "COPY", "导出文件号" },
		{ "DAY", "日期" }, { "DEVICE", "设备" }, { "DIR", "目录" }, { "FILE", "文件" },
		{ "FILTER", "范围" }, { "FINDING", "结论" }, { "FOLDER", "目录" },
		{ "FROM", "起始时间" }, { "GIFT", "捐赠批次" }, { "HOST", "地址" },
		{ "INCIDENT", "事件" }, { "KIND", "种类" }, { "LEVEL", "级别" },
		{ "MEETING", "会议" }, { "MONTH", "月份" }, { "NAME", "名称" },
		{ "NUMBER", "序号" }, { "PORT", "端口" }, { "POS", "位置" }, { "PLACE", "场所" },
		{ "POST", "岗位" }, { "PROGRAM", "程序" }, { "PURPOSE", "用途" },
		{ "RESTRICTION", "限制措施" }, { "ROLES", "角色" }, { "ROUND", "轮次" },
		{ "SESSION", "会话" }, { "SOURCE", "来源" }, { "SPAN", "时长" },
		{ "SUBJECT", "对象" }, { "TEXT", "文字" }, { "TIME", "时间" }, { "TO", "截止时间" },
		{ "URL", "网址" }, { "USER", "账号" }, { "VERBS", "权限" } };
	struct buf b;

	if (!c->zh)
		return args;
	buf_init(&b, &c->arena);
	for (size_t n; *args; args += n) {
		struct str word = { args, n = strspn(args, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") };

		for (size_t i = 0; n && i < sizeof(words) / sizeof(words[0]); i++)
			if (str_is(word, words[i].en))
				word = str_of(words[i].zh);
		if (!n)
			word = (struct str){ args, n = 1 };
		buf_str(&b, word);
	}
	return buf_ok(&b) ? buf_get(&b).p : "";
}

int help_version(struct cli *c)
{
	struct buf b;

	buf_init(&b, &c->arena);
	buf_fmt(&b, "bulou %s\n", c->hooks->version ? c->hooks->version : "");
	cli_out(c, buf_get(&b));
	return 0;
}

static bool command_there(const struct cli *c, const struct cli_command *k)
{
	return k->run && (k->help != TEXT_HELP_SERVE || c->hooks->serve) &&
		(k->help != TEXT_HELP_DEMO || c->hooks->demo);
}

/* Those that begin with the word that is there, if one is. */
static bool asked_about(const struct cli *c, const struct cli_command *k)
{
	struct str rest = str_of(k->words), first;

	return !c->args_n || (str_split(&rest, ' ', &first) && str_eq(first, c->args[0]));
}

static int help_all(struct cli *c, struct buf *b)
{
	struct table t;
	struct buf words;

	if (!c->args_n) {
		buf_z(b, text(c, TEXT_HELP_TOP));
		buf_z(b, "\n\n");
	}
	table_init(&t, &c->cx, 2, "ll");
	for (const struct cli_command *k = cli_commands; k->words; k++) {
		if (!command_there(c, k) || !asked_about(c, k))
			continue;
		buf_init(&words, &c->arena);
		buf_fmt(&words, "  %s%s%s", k->words, *k->args ? " " : "", help_words(c, k->args));
		table_add(&t, buf_get(&words));
		table_add(&t, str_of(text(c, k->help)));
	}
	table_write(&t, b);
	buf_fmt(b, "\n%s\n", text(c, TEXT_HELP_MORE));
	return 0;
}

/* The headings of a file of that kind, or how to see them. */
static void help_import(struct cli *c, struct buf *b)
{
	const struct kind *kind = c->args_n ? columns_kind(c->args[0]) : NULL;

	buf_fmt(b, "\n%s\n", text(c, kind ? TEXT_HELP_HEADINGS : TEXT_HELP_IMPORT_MORE));
	if (kind)
		columns_help(kind, c->zh, b);
}

/* What an option means to a command, where that is not what it means to the others. */
static enum text option_help(const struct cli_command *k, int option)
{
	static const struct {
		int (*run)(struct cli *c);
		enum option option;
		enum text help;
	} own[] = { { command_round_open, OPTION_INCIDENT, TEXT_OPT_INCIDENT_OPEN },
		{ command_bulletin_draft, OPTION_INCIDENT, TEXT_OPT_INCIDENT_ONE },
		{ command_bulletin_publish, OPTION_INCIDENT, TEXT_OPT_INCIDENT_ONE },
		{ command_purge_certificate, OPTION_NAME, TEXT_OPT_WITNESSES },
		{ command_purge_certificate, OPTION_TO, TEXT_OPT_DESTROY_BY },
		{ command_purge_certificate, OPTION_FORMAT, TEXT_OPT_FORMAT_PDF },
		{ command_bulletin_draft, OPTION_XLSX, TEXT_OPT_XLSX_BULLETIN },
		{ command_bulletin_show, OPTION_XLSX, TEXT_OPT_XLSX_BULLETIN } };

	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (own[i].run == k->run && (int)own[i].option == option)
			return own[i].help;
	return option_table[option].help;
}

static int help_one(struct cli *c, struct buf *b)
{
	const struct cli_command *k = c->command;
	struct table t;
	struct buf words;

	buf_fmt(b, "bulou %s%s%s\n\n%s\n\n", k->words, *k->args ? " " : "", help_words(c, k->args),
		text(c, k->help));
	table_init(&t, &c->cx, 2, "ll");
	for (int i = 0; i < OPTIONS; i++) {
		const struct option_entry *o = &option_table[i];
		option_bits all = k->options | OPTION_BIT(DATA) | OPTION_BIT(KEY) |
			OPTION_BIT(HELP);

		if (!(all >> i & 1))
			continue;
		buf_init(&words, &c->arena);
		buf_fmt(&words, "  --%s%s%s", o->name, o->value ? " " : "",
			o->value ? help_words(c, o->value) : "");
		table_add(&t, buf_get(&words));
		table_add(&t, str_of(text(c, option_help(k, i))));
	}
	table_write(&t, b);
	if (k->run == command_import)
		help_import(c, b);
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
