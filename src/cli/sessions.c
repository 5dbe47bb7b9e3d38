/* bulou sessions, session end: who is logged in, and ending it. When somebody was last here only the server knows. */
#include "guard/sessions.h"

#include "cli/commands.h"
#include "cli/show.h"
#include "cli/table.h"
#include "sys/sys.h"

static int sessions_json(struct cli *c, const struct session *all, size_t n)
{
	struct buf b;
	struct jw w;

	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++) {
		jw_object(&w);
		row_uuid(&w, "id", &all[i].id);
		jw_f_str(&w, "user", all[i].user);
		jw_f_str(&w, "from", all[i].from);
		row_uuid(&w, "device", &all[i].device);
		row_time(&w, "since", all[i].since);
		row_time(&w, "until", all[i].until);
		jw_end_object(&w);
	}
	return list_end(c, &w);
}

int command_sessions(struct cli *c)
{
	static const enum text heading[] = { TEXT_COL_USER, TEXT_COL_SINCE, TEXT_COL_FROM,
		TEXT_COL_DEVICE, TEXT_COL_ID };
	struct session *all;
	struct table t;
	size_t n;
	int e = cli_open(c, SITE_READ);

	if (!e)
		e = guard_sessions(&c->cx, c->site->guard, c->args_n ? c->args[0] : STR(""),
			sys_now(), &all, &n);
	if (e || c->json)
		return e ? e : sessions_json(c, all, n);
	table_init(&t, &c->cx, 5, "lllll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, all[i].user);
		table_add(&t, text_when(&c->cx, all[i].since));
		table_add(&t, all[i].from);
		table_add(&t,
			uuid_is_nil(&all[i].device) ? STR("-") : text_uuid(&c->cx, &all[i].device));
		table_add(&t, text_uuid(&c->cx, &all[i].id));
	}
	return table_print(c, &t);
}

int command_session_end(struct cli *c)
{
	struct session s;
	struct entry entry;
	struct uuid id;
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = cli_uuid(c, c->args[0], "SESSION", &id);
	if (!e)
		e = guard_session_by_id(&c->cx, c->site->guard, &id, sys_now(), &s);
	if (!e)
		e = guard_session_end(
			&c->cx, c->site->guard, &s, guard_reader_owner.person, sys_now(), &entry);
	if (!e)
		e = append_entries(&c->cx, &c->site->view, &entry, 1);
	if (!e)
		cli_say(c, TEXT_SESSION_ENDED, cx_text(&c->cx, s.user));
	return e;
}
