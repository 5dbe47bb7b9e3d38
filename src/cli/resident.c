/* bulou resident slip: the code with which a resident opens his own record, after his card was seen. */
#include "cli/commands.h"

#include "cli/tickets.h"
#include "guard/resident.h"
#include "sys/sys.h"

int command_resident_slip(struct cli *c)
{
	struct ticket t = { .kind = TICKET_RESIDENT, .until = sys_now() + RESIDENT_SLIP_MS };
	struct ticket_paper paper = { .whom = STR("") };
	struct subject s;
	bool zh;
	int e = tickets_base(c, &paper.base);

	if (!e)
		e = tickets_lang(c, &zh);
	if (!e)
		e = cli_open(c, SITE_WRITE);
	if (!e)
		e = cli_cover(c);
	if (!e)
		e = cli_uuid(c, c->args[0], "SUBJECT", &t.subject);
	if (!e)
		e = subject_get(&c->cx, &c->cover, &t.subject, &s);
	if (!e && s.type != SUBJECT_PERSON)
		e = cli_wrong(c, TEXT_NO_PERSON, cx_text(&c->cx, c->args[0]));
	if (!e && cli_option(c, OPTION_GUARDIAN).p)
		e = cli_uuid(c, cli_option(c, OPTION_GUARDIAN), "--guardian", &t.guardian);
	if (!e)
		e = resident_slip_check(&c->cx, &c->cover, &s, &t.guardian);
	cli_cover_end(c);
	if (!e)
		e = ticket_make(c, &t, &paper);
	return e ? e : tickets_print(c, &paper, 1, false);
}
