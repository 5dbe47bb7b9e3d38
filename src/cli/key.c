/* bulou key show, key passphrase, key rotate: the master key, where it lies, under what, and another in its place. */
#include "cli/commands.h"

#include "cli/show.h"
#include "guard/master.h"
#include "sys/sys.h"

/* ---- show ---- */

static const char *const kind_names[] = {
	[SEAL_PLAIN] = "file", [SEAL_LOCKED] = "passphrase", [SEAL_COMMAND] = "command"
};

static int key_json(struct cli *c, const struct master *m)
{
	struct buf b;
	struct jw w;

	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_z(&w, "kind", kind_names[m->kind]);
	jw_f_z(&w, "source", c->site->key_path);
	jw_f_z(&w, "mark", m->mark);
	row_time(&w, "since", m->since);
	jw_f_int(&w, "data_keys", (int64_t)m->data_keys);
	jw_f_int(&w, "other_keys", (int64_t)m->other_keys);
	jw_f_bool(&w, "old_kept", m->kept);
	jw_end_object(&w);
	return cli_json(c, &b);
}

static int key_print(struct cli *c, const struct master *m)
{
	static const enum text kinds[] = { [SEAL_PLAIN] = TEXT_KEY_PLAIN,
		[SEAL_LOCKED] = TEXT_KEY_LOCKED,
		[SEAL_COMMAND] = TEXT_KEY_COMMAND };
	struct buf b;

	buf_init(&b, &c->arena);
	cli_put(c, &b, TEXT_KEY_IS, c->site->key_path, text_get(kinds[m->kind], c->zh), m->mark,
		text_when(&c->cx, m->since).p);
	buf_z(&b, "\n");
	cli_put(c, &b, TEXT_KEY_COUNTS, cx_num(&c->cx, (int64_t)m->data_keys),
		cx_num(&c->cx, (int64_t)m->other_keys));
	buf_z(&b, "\n");
	if (m->kept) {
		cli_put(c, &b, TEXT_KEY_KEPT, c->site->key_path);
		buf_z(&b, "\n");
	}
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	cli_out(c, buf_get(&b));
	return 0;
}

int command_key_show(struct cli *c)
{
	struct master m;
	int e = cli_open(c, SITE_READ);

	if (!e)
		e = master_show(&c->cx, c->site, &m);
	if (e)
		return e;
	return c->json ? key_json(c, &m) : key_print(c, &m);
}

/* ---- the passphrase ---- */

/* Twice where a person types it: nobody sees what he types. */
static int passphrase_new(struct cli *c, struct str *ret)
{
	const char *prompt = text_get(TEXT_KEY_NEW_PASSPHRASE, c->zh);
	struct str again;
	int e = sys_secret(&c->cx, SEAL_PASSPHRASE_NEW, prompt, SEAL_PASSPHRASE_MAX, ret);

	if (!e && ret->n < SEAL_PASSPHRASE_MIN)
		return cli_wrong(c, TEXT_KEY_PASSPHRASE_SHORT, cx_num(&c->cx, SEAL_PASSPHRASE_MIN),
			SEAL_PASSPHRASE_NEW);
	if (e || sys_secret_named(SEAL_PASSPHRASE_NEW))
		return e;
	e = sys_secret(&c->cx, SEAL_PASSPHRASE_NEW, text_get(TEXT_KEY_AGAIN, c->zh),
		SEAL_PASSPHRASE_MAX, &again);
	if (!e && !str_eq(*ret, again))
		e = cli_wrong(c, TEXT_KEY_DIFFER);
	if (again.n)
		seal_wipe((char *)again.p, again.n);
	return e;
}

int command_key_passphrase(struct cli *c)
{
	struct str passphrase = STR_NONE;
	int e = cli_open(c, SITE_READ);

	if (!e && seal_is_command(c->site->key_path))
		e = cli_wrong(c, TEXT_KEY_NO_FILE);
	if (!e && !cli_has(c, OPTION_OFF))
		e = passphrase_new(c, &passphrase);
	if (!e)
		e = master_lock(&c->cx, c->site, passphrase);
	if (passphrase.n)
		seal_wipe((char *)passphrase.p, passphrase.n);
	if (!e)
		cli_say(c, cli_has(c, OPTION_OFF) ? TEXT_KEY_UNLOCKED : TEXT_KEY_IS_LOCKED,
			c->site->key_path);
	return e;
}

/* ---- another key ---- */

int command_key_rotate(struct cli *c)
{
	struct master_change change = { .to = c->option[OPTION_NEW_KEY], .keep = true };
	struct master m;
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = master_change(&c->cx, c->site, &change);
	if (!e)
		e = master_show(&c->cx, c->site, &m);
	if (!e && c->json)
		return key_json(c, &m);
	if (!e)
		cli_say(c, TEXT_KEY_ROTATED, m.mark, cx_num(&c->cx, (int64_t)m.data_keys));
	if (!e)
		cli_say(c, change.to ? TEXT_KEY_ROTATED_TO : TEXT_KEY_ROTATED_OLD,
			c->site->key_path);
	return e;
}
