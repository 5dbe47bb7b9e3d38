/* Records made by commands. */
#include "cli/write.h"

#include "cli/show.h"
#include "sys/sys.h"

void writing_begin(struct jw *w, struct buf *b, const struct writing *r)
{
	const struct kind *kind = kinds_newest(desks_kinds(), str_of(r->kind));
	struct uuid id = uuid_is_nil(&r->id) ? sys_uuid() : r->id;

	jw_init(w, b);
	jw_object(w);
	row_uuid(w, "id", &id);
	jw_f_z(w, "kind", r->kind);
	jw_f_int(w, "v", kind ? kind->v : 1);
	row_time(w, "at", sys_now());
	if (r->area.n)
		jw_f_str(w, "area", r->area);
	if (!uuid_is_nil(&r->subject))
		row_uuid(w, "subject", &r->subject);
	if (!uuid_is_nil(&r->round))
		row_uuid(w, "round", &r->round);
	if (!uuid_is_nil(&r->corrects)) {
		char text[UUID_TEXT + 1];

		uuid_write(&r->corrects, text);
		jw_name(w, "corrects");
		jw_list(w);
		jw_z(w, text);
		jw_end_list(w);
	}
	jw_name(w, "body");
	jw_object(w);
}

void writing_end(struct jw *w)
{
	jw_end_object(w);
	jw_end_object(w);
}

int writing_append(struct cli *c, struct buf *b)
{
	if (!buf_ok(b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	return cli_append_one(c, buf_get(b));
}
