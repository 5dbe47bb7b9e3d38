/* bulou device add, invite, revoke, and devices: the phones that sign what is written on them. */
#include "guard/devices.h"

#include "cli/commands.h"
#include "cli/show.h"
#include "cli/tickets.h"
#include "sys/sys.h"

static int device_print(struct cli *c, const struct uuid *device, const struct seal_key *key)
{
	struct buf b, hex;
	struct jw w;

	buf_init(&hex, &c->arena);
	buf_hex(&hex, key->b, sizeof(key->b));
	buf_init(&b, &c->arena);
	if (c->json) {
		jw_init(&w, &b);
		jw_object(&w);
		row_uuid(&w, "device", device);
		jw_f_str(&w, "key", buf_get(&hex));
		jw_end_object(&w);
		return cli_json(c, &b);
	}
	cli_put(c, &b, TEXT_DEVICE_IS, text_uuid(&c->cx, device).p,
		buf_ok(&hex) ? buf_get(&hex).p : "");
	buf_c(&b, '\n');
	if (!buf_ok(&b) || !buf_ok(&hex))
		return err(&c->cx, E_NO_MEMORY, NULL);
	cli_out(c, buf_get(&b));
	return 0;
}

/* --user, who has to be there; "" when it is not given. */
static int user_option(struct cli *c, struct str *ret)
{
	struct account a;

	*ret = cli_has(c, OPTION_USER) ? cli_option(c, OPTION_USER) : STR("");
	return ret->n ? guard_account(&c->cx, c->site->guard, *ret, &a) : 0;
}

int command_device_add(struct cli *c)
{
	struct device_new d = { .name = c->args[0], .via = guard_reader_owner.person };
	struct entry entry;
	struct uuid device;
	struct seal_key key;
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = user_option(c, &d.user);
	if (!e)
		e = guard_device_entry(&c->cx, &d, sys_now(), &device, &key, &entry);
	if (!e)
		e = append_entries(&c->cx, &c->site->view, &entry, 1);
	if (!e)
		e = device_print(c, &device, &key);
	seal_wipe(&key, sizeof(key));
	return e;
}

int command_device_invite(struct cli *c)
{
	struct ticket t = { .kind = TICKET_DEVICE, .until = sys_now() + DEVICE_TICKET_MS };
	struct ticket_paper paper = { .kind = TICKET_DEVICE };
	bool zh;
	int e = tickets_base(c, &paper.base);

	if (!e)
		e = tickets_lang(c, &zh);
	if (!e)
		e = cli_open(c, SITE_WRITE);
	if (!e)
		e = user_option(c, &t.whom);
	if (!e && c->args_n && !uuid_read(c->args[0], &t.subject))
		e = cli_wrong(c, TEXT_POST_NO_UUID, cx_text(&c->cx, c->args[0]));
	paper.whom = t.whom;
	if (!e)
		e = ticket_make(c, &t, &paper);
	return e ? e : tickets_print(c, &paper, 1, false);
}

int command_device_revoke(struct cli *c)
{
	struct entry entry;
	struct uuid device;
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = cli_uuid(c, c->args[0], "DEVICE", &device);
	if (!e)
		e = guard_device_revoke(&c->cx, c->site->guard, &device, guard_reader_owner.person,
			sys_now(), &entry);
	if (!e)
		e = append_entries(&c->cx, &c->site->view, &entry, 1);
	if (!e)
		cli_say(c, TEXT_DEVICE_REVOKED, text_uuid(&c->cx, &device).p);
	return e;
}

/* ---- the list ---- */

static int devices_json(
	struct cli *c, const struct device *all, const struct device_handed *handed, size_t n)
{
	struct buf b;
	struct jw w;

	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++) {
		row_device(&w, &all[i], &handed[i]);
		jw_end_object(&w);
	}
	return list_end(c, &w);
}

static int devices_table(
	struct cli *c, const struct device *all, const struct device_handed *handed, size_t n)
{
	static const enum text heading[] = { TEXT_COL_DEVICE, TEXT_COL_NAME, TEXT_COL_USER,
		TEXT_COL_SINCE, TEXT_COL_HANDED_IN, TEXT_COL_HOLES, TEXT_COL_STATE };
	struct table t;

	table_init(&t, &c->cx, 7, "llllrrl");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, text_uuid(&c->cx, &all[i].id));
		table_add(&t, all[i].name);
		table_add(&t, all[i].user.n ? all[i].user : STR("-"));
		table_add(&t, text_when(&c->cx, all[i].since));
		table_int(&t, handed[i].last_seq);
		table_int(&t, handed[i].holes);
		table_z(&t, text_get(all[i].until ? TEXT_IS_REVOKED : TEXT_IS_ACTIVE, c->zh));
	}
	return table_print(c, &t);
}

int command_devices(struct cli *c)
{
	struct device_handed *handed;
	struct device *all;
	size_t n;
	int e = cli_cover(c);

	if (!e)
		e = guard_devices(&c->cx, c->site->guard, STR(""), &all, &n);
	if (e)
		return e;
	handed = cx_many(&c->cx, n, struct device_handed);
	e = handed ? guard_devices_handed(&c->cx, c->store, all, n, handed) : -E_NO_MEMORY;
	if (e)
		return e;
	return c->json ? devices_json(c, all, handed, n) : devices_table(c, all, handed, n);
}
