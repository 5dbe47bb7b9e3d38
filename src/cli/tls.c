/* bulou tls new, tls show: HTTPS for a server that has no domain. The four files lie in a folder beside the data: the authority,
 * which phones are told to trust, and the certificate that the server shows. */
#include "tls/tls.h"

#include <string.h>

#include "cli/commands.h"
#include "cli/show.h"
#include "cli/table.h"
#include "cli/tls_files.h"
#include "sys/sys.h"

/* ---- where they lie ---- */

int tls_files_of(struct cli *c, struct tls_files *ret)
{
	int e = site_beside(
		&c->cx, c->option[OPTION_DATA], c->option[OPTION_KEY], ".tls", &ret->folder);

	if (e)
		return e;
	ret->authority = sys_path(&c->cx, ret->folder, "authority.pem");
	ret->authority_key = sys_path(&c->cx, ret->folder, "authority.key");
	ret->certificate = sys_path(&c->cx, ret->folder, "server.pem");
	ret->key = sys_path(&c->cx, ret->folder, "server.key");
	return ret->key ? 0 : -E_NO_MEMORY;
}

static int pair_write(
	struct cli *c, const struct tls_pair *p, const char *certificate, const char *key)
{
	int e = sys_write_file(&c->cx, key, p->key, 0600);

	return e ? e : sys_write_file(&c->cx, certificate, p->certificate, 0644);
}

static int pair_read(struct cli *c, const char *certificate, const char *key, struct tls_pair *ret)
{
	int e = sys_read_file(&c->cx, certificate, TLS_PEM_MAX, &ret->certificate);

	return e ? e : sys_read_file(&c->cx, key, TLS_PEM_MAX, &ret->key);
}

/* ---- telling ---- */

static const char *until_text(struct cli *c, int64_t until)
{
	return cx_text(&c->cx, text_when(&c->cx, until));
}

static int tls_json(struct cli *c, const struct tls_files *f, const struct tls_facts *authority,
	const struct tls_facts *server)
{
	struct buf b;
	struct jw w;

	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_z(&w, "folder", f->folder);
	jw_name(&w, "names");
	jw_list(&w);
	for (size_t i = 0; i < server->names_n; i++)
		jw_str(&w, server->names[i]);
	jw_end_list(&w);
	row_time(&w, "until", server->until);
	row_time(&w, "authority_until", authority->until);
	jw_f_str(&w, "fingerprint", authority->print);
	jw_end_object(&w);
	return cli_json(c, &b);
}

static int facts_read(struct cli *c, const struct tls_files *f, struct tls_facts *authority,
	struct tls_facts *server)
{
	struct str pem;
	int e = sys_read_file(&c->cx, f->authority, TLS_PEM_MAX, &pem);

	if (!e)
		e = tls_facts_of(&c->cx, pem, authority);
	if (!e)
		e = sys_read_file(&c->cx, f->certificate, TLS_PEM_MAX, &pem);
	return e ? e : tls_facts_of(&c->cx, pem, server);
}

/* ---- the commands ---- */

static int names_read(struct cli *c, struct str *names)
{
	int e = 0;

	for (size_t i = 0; !e && i < c->args_n; i++)
		e = tls_name_read(&c->cx, c->args[i], &names[i]);
	return e;
}

/* The authority that is there, or a new one. */
static int authority_get(struct cli *c, const struct tls_files *f, const struct str *names,
	bool is_new, struct tls_pair *ret)
{
	return is_new ? tls_authority_new(&c->cx, names, c->args_n, ret) :
			pair_read(c, f->authority, f->authority_key, ret);
}

static int files_write(struct cli *c, const struct tls_files *f, const struct tls_pair *authority,
	const struct tls_pair *own)
{
	int e = sys_make_dir(&c->cx, f->folder);

	if (!e && authority)
		e = pair_write(c, authority, f->authority, f->authority_key);
	return e ? e : pair_write(c, own, f->certificate, f->key);
}

/* As it stands in an address. */
static const char *host_text(struct cli *c, struct str name)
{
	struct buf b;

	buf_init(&b, &c->arena);
	buf_fmt(&b, memchr(name.p, ':', name.n) ? "[" STR_FMT "]" : STR_FMT, STR_ARG(name));
	return buf_ok(&b) ? buf_get(&b).p : "";
}

int command_tls_new(struct cli *c)
{
	struct str names[CLI_ARGS_MAX] = { STR("") };
	struct tls_facts facts, server;
	struct tls_pair authority, own;
	struct tls_files f;
	bool is_new;
	int e = tls_files_of(c, &f);

	if (!e)
		e = names_read(c, names);
	if (e)
		return e;
	is_new = cli_has(c, OPTION_NEW_AUTHORITY) || !sys_exists(f.authority);
	e = authority_get(c, &f, names, is_new, &authority);
	if (!e)
		e = tls_server_new(&c->cx, &authority, names, c->args_n, &own);
	if (!e)
		e = files_write(c, &f, is_new ? &authority : NULL, &own);
	if (!e)
		e = facts_read(c, &f, &facts, &server);
	if (e)
		return e;
	cli_say(c, TEXT_TLS_MADE, f.folder, until_text(c, server.until));
	if (is_new)
		cli_say(c, TEXT_TLS_AUTHORITY_MADE);
	cli_say(c, TEXT_TLS_PRINT, cx_text(&c->cx, facts.print));
	cli_say(c, TEXT_TLS_NEXT, host_text(c, names[0]));
	return c->json ? tls_json(c, &f, &facts, &server) : 0;
}

static struct str names_text(struct cli *c, const struct tls_facts *facts)
{
	struct buf b;

	buf_init(&b, &c->arena);
	for (size_t i = 0; i < facts->names_n; i++) {
		buf_z(&b, i ? ", " : "");
		buf_str(&b, facts->names[i]);
	}
	return buf_get(&b);
}

int command_tls_show(struct cli *c)
{
	struct tls_facts authority, server;
	struct tls_files f;
	struct table t;
	int e = tls_files_of(c, &f);

	if (!e)
		e = facts_read(c, &f, &authority, &server);
	if (e || c->json)
		return e ? e : tls_json(c, &f, &authority, &server);
	table_init(&t, &c->cx, 3, "lll");
	table_z(&t, text_get(TEXT_COL_TLS_NAMES, c->zh));
	table_z(&t, text_get(TEXT_COL_UNTIL, c->zh));
	table_z(&t, text_get(TEXT_COL_PRINT, c->zh));
	table_add(&t, names_text(c, &server));
	table_z(&t, until_text(c, server.until));
	table_add(&t, authority.print);
	return table_print(c, &t);
}
