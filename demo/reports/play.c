/* A county from its first day to its last. All of a day is handed in when it ends; then the clock goes on. */
#include "demo/reports/reports.h"

#include "sys/sys.h"

static void begin(struct reports *r)
{
	print_county(r);
	sys_clock_fix(reports_at(r, 23, 0));
	command_begin(r);
	crew_begin(r);
	supply_begin(r);
}

static void day(struct reports *r)
{
	sys_clock_fix(reports_at(r, 23, 0));
	command_day(r);
	zone_day(r);
	case_day(r);
	restriction_day(r);
	crew_day(r);
	sweep_day(r);
	ask_day(r);
	testing_day(r);
	checkpoint_day(r);
	inspect_day(r);
	supply_day(r);
	if (r->day == r->now->plan->days - 1)
		supply_count(r);
	hand_in(r);
}

/* An account that does not close is published with a signature, and put right afterwards with a new version. */
static void end(struct reports *r)
{
	if (print_balances(r)) {
		bulletin_publish(r, "检查点尚有一张纸质登记单未录入，次日补录（示例）");
		checkpoint_late(r);
		hand_in(r);
		sys_clock_fix(reports_at(r, 23, 30));
		print_balances(r);
	}
	bulletin_publish(r, "");
	print_figures(r);
	print_rounds(r, 0);
	roll_print(r);
	alert_print(r);
	print_goods(r);
	print_gifts(r);
	print_loose(r);
	bulletin_print(r);
	if (r->now->plan->morning)
		morning(r);
}

void play(struct reports *r)
{
	const struct county *k = r->now;

	begin(r);
	for (; !r->error && r->day < k->plan->days; r->day++)
		day(r);
	r->day = k->plan->days - 1;
	if (!r->error)
		end(r);
	if (k->notes.failed)
		reports_failed(r, r->cx, err(r->cx, E_NO_MEMORY, NULL));
}
