/* The roll of staff: how many are in each state of duty, as it was entered last, beside what the program tells. */
#include "demo/reports/reports.h"

#include "cover/staff.h"
#include "desk/crew/crew.h"

static int64_t in_state(const struct county *k, const char *state)
{
	int64_t n = 0;

	for (int i = 0; i < k->team_n; i++)
		n += str_is(str_of(k->states[i]), state);
	return n;
}

static int64_t told_in_state(
	const struct county *k, const struct staff *all, size_t n, uint32_t flag)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		for (int m = 0; m < k->team_n; m++)
			sum += uuid_eq(&all[i].id, &k->team[m]) && all[i].flags & flag;
	return sum;
}

void roll_print(struct reports *r)
{
	struct staff *all = NULL;
	struct table t;
	struct cover c;
	size_t n = 0;
	int e = read_begin(r, &c);

	if (!e)
		e = staff_list(&r->once, &c, &all, &n);
	table_init(&t, &r->once, 2, "lr");
	table_z(&t, SAY(r, "工作人员在岗状态", "Duty state of staff"));
	table_z(&t, SAY(r, "手记 程序", "tally  program"));
	print_gap(r);
	for (const struct choice *x = crew_duties; !e && x->name; x++) {
		table_z(&t, SAY(r, x->zh, x->en));
		print_both(r, &t, in_state(r->now, x->name),
			told_in_state(r->now, all, n, 1u << x->code));
	}
	print_table(r, &t);
	read_end(r);
	reports_failed(r, &r->once, e);
	reports_forget(r);
}
