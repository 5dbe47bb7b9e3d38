/* What the rows of desk/rows.h hold. A test compares them with what the server answers. */
#include "http/shapes.h"

#include <stddef.h>

const struct shape shapes[] = {
	{ "problem",
		"type:text title:text status:int detail:text code:text field:text? reason_zh:text reason_en:text "
		"remedy:text remedy_en:text" },
	{ "reason",
		"code:text field:text? reason_zh:text reason_en:text remedy:text remedy_en:text" },
	{ "receipt",
		"id:uuid? status:text pos:int? marks:[text] received:time epoch:text last_seq:int? safe_pos:int? "
		"error:reason? differs:judged?" },
	{ "judged", "rule:text version:int verdict:text reason:text source:text" },
	{ "session",
		"user:text name:text grants:[grant] rights:[right] own:uuid? staff:uuid? reset:reset? box_key:text? now:time" },
	{ "reset", "at:time by:text by_name:text" },
	{ "account", "user:text name:text grants:[grant] disabled:bool until:time? seen:time?" },
	{ "grant",
		"role:text everywhere:bool area:text? round:uuid? post:uuid? from:time? until:time? asked:text?" },
	{ "right", "verb:text matter:text" },
	{ "role", "name:text label_zh:text label_en:text goes:bool two:bool may:[role_right]" },
	{ "role_right",
		"verb:text verb_zh:text verb_en:text matter:text matter_zh:text matter_en:text" },
	{ "session_row",
		"id:uuid user:text from:text? device:uuid? since:time until:time used:time? here:bool" },
	{ "slip",
		"id:uuid subject:uuid? guardian:uuid? user:text? code:text until:time url:text?" },
	{ "newcomer", "user:text name:text code:text until:time url:text?" },
	{ "challenge", "challenge:text until:time" },
	{ "device",
		"id:uuid name:text user:text? post:uuid? since:time revoked:time? last_seq:int holes:int contact:time? queued:int?" },
	{ "device_key", "device:uuid key:text user:text?" },
	{ "lease", "key:text until:time now:time" },
	{ "own_hand_in", "kind:text label_zh:text label_en:text round:uuid" },
	{ "own", "subject:subject home:subject? guardian:uuid? until:time may:[own_hand_in]" },
	{ "own_record",
		"id:uuid kind:text label_zh:text label_en:text desk_zh:text desk_en:text at:time received:time body:object withheld:[text] "
		"destroyed:[text] answer:own_answer?" },
	{ "own_answer",
		"open:bool outcome:text? outcome_zh:text? outcome_en:text? due:time? words:text?" },
	{ "own_restriction",
		"id:uuid round:uuid area:text subject:uuid what:text what_zh:text what_en:text state:text from:time until:time "
		"office:text appeals:int appeals_open:int may_appeal:bool" },
	{ "record",
		"id:uuid kind:text v:int at:time body:object pos:int via:text received:time at_used:time batch:uuid? "
		"confirmed:bool held:bool clock:bool newer:bool masked:bool destroyed:[text] by:text~ witness:text~ device:uuid~ "
		"seq:int~ area:text~ subject:uuid~ round:uuid~ seen:object~ corrects:[uuid]~ pseudonyms:[pseudonym]~" },
	{ "pseudonym", "id:uuid code:text" },
	{ "change", "type:text key:text pos:int row:area|subject|round|target|notice|rule" },
	{ "notice",
		"id:uuid incident:uuid? at:time by:text area:text area_name:text? title:text text:text audience:text? audience_zh:text? "
		"audience_en:text? urgent:bool until:time?" },
	{ "notice_read",
		"id:uuid incident:uuid? at:time by:text area:text area_name:text? title:text text:text audience:text? audience_zh:text? "
		"audience_en:text? urgent:bool until:time? readers:int read:int" },
	{ "reader", "user:text name:text read:time?" },
	{ "rule",
		"as_of:time? snapshot:text? issued:[rule_issue] entries:int whole:bool places:[rule_place]" },
	{ "rule_issue", "source:text entries:int" },
	{ "rule_place", "level:text province:text city:text county:text source:text areas:[text]" },
	{ "gone", "type:text key:text" },
	{ "changes", "epoch:text rows:[change] gone:[gone] next:text more:bool" },
	{ "area",
		"id:text parent:text? code:text name:text level:int ended:day? under:int dwellings:int~ people:int~ since:day~ later:area_later~" },
	{ "area_later", "from:day parent:text? code:text name:text" },
	{ "choice", "name:text label_zh:text label_en:text" },
	{ "offer", "choice:text to:[text] from:day? source:text" },
	{ "field",
		"name:text type:text required:bool personal:text? keep_days:int? choices:[choice]? by:text? offers:[offer] min:int? max:int? state:bool "
		"label_zh:text label_en:text" },
	{ "kind",
		"name:text v:int label_zh:text label_en:text desk:text covers:text? obliges:text? matter:text? verb:text envelope:object "
		"two_persons:bool composed:bool resident:bool not_by:text? apart:text? fields:[field] example:object" },
	{ "round_kind",
		"name:text label_zh:text label_en:text standing:bool in_force:bool matter:text of:text unit:text unit_zh:text unit_en:text "
		"outcomes:[choice] next:[choice] slots:[choice] round:uuid?" },
	{ "incident",
		"id:uuid name:text area:text exercise:bool ended:bool level:text? began:time level_since:time? ended_at:time?" },
	{ "retained",
		"incident:uuid name:text ended:time class:text keys:int due:time state:text ordered_by:text? approved_by:text?" },
	{ "round",
		"id:uuid kind:text label_zh:text? label_en:text? unit:text? incident:uuid? area:text question:text "
		"filter:text standing:bool state:text expected:int due:time? opened:time? closes:time? pos:int" },
	{ "coverage_area",
		"area:text direct:bool expected:int found:int done:int excused:int missing:int late:int off:int "
		"no_roster:bool" },
	{ "coverage",
		"area:text expected:int found:int done:int excused:int missing:int late:int off:int no_roster:bool "
		"pos:int overdue:int? unit:text? areas:[coverage_area]" },
	{ "target",
		"round:uuid subject:uuid slot:int asked:text? area:text state:text origin:text? outcome:text? next:text? owner:text? "
		"tries:int due:time? overdue:bool covered:time? late:bool type:text? name:text? flags:[text]? place:object? arose:object? "
		"urgency:text? urgency_zh:text? urgency_en:text? pos:int" },
	{ "figure",
		"id:text v:int shape:text label_zh:text label_en:text unit:text unit_en:text means_zh:text? means_en:text?" },
	{ "figure_value",
		"id:text v:int incident:uuid? label_zh:text label_en:text value:number unit:text unit_en:text "
		"from:day? to:day? area:text? as_of:int" },
	{ "figure_exact",
		"id:text v:int incident:uuid? label_zh:text label_en:text value:number unit:text unit_en:text "
		"from:day? to:day? area:text? as_of:int digest:text? records:int?" },
	{ "figure_area", "area:text direct:bool value:number" },
	{ "figure_day", "day:day value:number before:number change:number" },
	{ "progress", "at:time added:int done:int" },
	{ "stock", "item:text stored:text used:text days:int a_day:text lasts:text?" },
	{ "queue", "id:uuid at:time area:text waiting:int minutes:int lanes:int?" },
	{ "figure_record", "id:uuid pos:int n:int area:text day:day" },
	{ "hit",
		"id:uuid type:text area:text? name:text? place:object? kind:text? at:time? text:text?" },
	{ "search", "filling:bool items:[hit] next:text?" },
	{ "clash",
		"what:text? label_zh:text? label_en:text? area:text records:[uuid] remedy:text? remedy_en:text?" },
	{ "fate", "id:uuid state:text" },
	{ "missed",
		"area:text subject:uuid type:text? name:text? place:object? flags:[text]? rounds:[uuid]" },
	{ "candidates", "area:text n:int subjects:[uuid]? workers:[text] workers_at:text?" },
	{ "waiting", "id:uuid waits_for:uuid? pseudonym:text? area:text" },
	{ "marked", "id:uuid pos:int area:text" },
	{ "refused",
		"id:uuid? pos:int received:time via:text code:text remedy:text? remedy_en:text? field:text? kind:text? area:text? device:uuid? "
		"seq:int?" },
	{ "goods",
		"place:text item:text area:text booked:text counted:text? counted_at:time? unexplained:text?" },
	{ "gift",
		"id:uuid incident:uuid? store:uuid? area:text at:time item:text value:text given:text stored:text "
		"allotted:text used:text spoiled:text lost:text untraced:text difference:text" },
	{ "gift_places",
		"id:uuid incident:uuid? store:uuid? area:text at:time item:text value:text given:text stored:text "
		"allotted:text used:text spoiled:text lost:text untraced:text difference:text places:[goods]" },
	{ "frozen",
		"id:text v:int label_zh:text label_en:text value:number? unit:text unit_en:text means_zh:text "
		"means_en:text records:int digest:text main:bool before:number? before_v:int?" },
	{ "open", "what:text label_zh:text label_en:text difference:text" },
	{ "bulletin_head",
		"id:uuid? incident:uuid area:text area_name:text title_zh:text title_en:text from:day to:day version:int "
		"replaces:uuid? replaced_by:uuid? replaced_version:int? as_of:int at:time by:text signer:text? reason:text? correction:text? digest:text?" },
	{ "bulletin",
		"id:uuid? incident:uuid area:text area_name:text title_zh:text title_en:text from:day to:day version:int "
		"replaces:uuid? replaced_by:uuid? replaced_version:int? as_of:int at:time by:text signer:text? reason:text? correction:text? digest:text? "
		"first:uuid prose_zh:text prose_en:text was_zh:text? was_en:text? figures:[frozen] open:[open] open_more:int unchecked:int "
		"shareable:bool public:bool indexed:bool" },
	{ "bulletin_draft",
		"id:uuid? incident:uuid area:text area_name:text title_zh:text title_en:text from:day to:day version:int "
		"replaces:uuid? replaced_by:uuid? replaced_version:int? as_of:int at:time by:text signer:text? reason:text? correction:text? digest:text? "
		"exercise:bool prose_zh:text prose_en:text was_zh:text? was_en:text? figures:[frozen] open:[open] open_more:int unchecked:int "
		"shareable:bool public:bool indexed:bool paragraphs:[bulletin_paragraph] drafted:bulletin_drafted? published:uuid? mark:text pages:int?" },
	{ "bulletin_paragraph", "id:text zh:text en:text" },
	{ "bulletin_drafted",
		"id:uuid at:time by:text title_zh:text title_en:text prose_zh:text prose_en:text reason:text correction:text" },
	{ "bulletin_daily",
		"incident:uuid area:text area_name:text hour:int at:time by:text due:[bulletin_due]" },
	{ "bulletin_due", "day:day since:time drafted:bool" },
	{ "form_last", "id:uuid day:day at:time by:text saved:int before:day? changed:int" },
	{ "form_head",
		"id:uuid incident:uuid? area:text name_zh:text name_en:text office:text file_name:text at:time map:uuid? "
		"next_version:int due:int? due_by:text? due_stands:bool retired:bool cells:int last:form_last?" },
	{ "form_cell",
		"sheet:int cell:text what:text figure:text area:text measure:text back:int text:text" },
	{ "form_day", "id:uuid day:day at:time by:text saved:int" },
	{ "form_value",
		"sheet:int cell:text what:text text:text was:text? figure:text? area:text? from:day? to:day records:int" },
	{ "form_filling",
		"id:uuid day:day at:time by:text saved:int as_of:int before:day? changed:int values:[form_value]" },
	{ "form",
		"id:uuid incident:uuid? area:text name_zh:text name_en:text office:text file_name:text at:time map:uuid? "
		"next_version:int due:int? due_by:text? due_stands:bool retired:bool cells:int last:form_last? map_cells:[form_cell] "
		"fillings:[form_day] filling:form_filling?" },
	{ "form_sheet_cell", "row:int column:int text:text formula:bool" },
	{ "form_merge", "top:int bottom:int left:int right:int" },
	{ "form_sheet", "name:text hidden:bool cells:[form_sheet_cell] merges:[form_merge]" },
	{ "form_sheets", "sheets:[form_sheet]" },
	{ "map_area", "area:text name:text own:bool record:uuid path:text" },
	{ "map",
		"area:text datum:text? west:int? south:int? east:int? north:int? unit:int? left_out:int areas:[map_area]" },
	{ "map_point",
		"subject:uuid type:text area:text place:object? datum:text lon:int lat:int" },
	{ "map_feature",
		"number:int what:text name:text? area:text? subject:uuid? points:int kept:int outline:text? lon:text? lat:text? "
		"same:bool from:day? error:reason?" },
	{ "map_read",
		"datum:text property:text? properties:[text] step:int matched:int features:[map_feature]" },
	{ "plan_head", "id:uuid area:text name:text" },
	{ "plan_mark", "subject:uuid? compound:text? building:text? x:int y:int w:int h:int" },
	{ "plan",
		"id:uuid area:text name:text by:text at:time width:int height:int next_version:int marks:[plan_mark]" },
	{ "import",
		"id:uuid lists:text label_zh:text label_en:text area:text file_name:text map:text rows_area:text? sheet:text? by:text at:time state:text rows:int done:int goes_on:bool "
		"accepted:int duplicates:int refused:int held:int tied:int" },
	{ "import_column", "heading:text to:text from:text? personal:bool samples:[text]" },
	{ "import_thing", "name:text label_zh:text label_en:text needed:bool" },
	{ "import_look",
		"lists:text label_zh:text label_en:text format:text sheet:text? unread:text? rows:int columns:[import_column] "
		"things:[import_thing] missing:[import_thing] remembered_by:text? remembered_at:time?" },
	{ "import_error",
		"row:int code:text field:text? column:text? reason_zh:text reason_en:text remedy:text remedy_en:text" },
	{ "import_homes", "what:text n:int row:int" },
	{ "import_area", "area:text name:text rows:int" },
	{ "import_door",
		"area:text compound:text building:text unit:text floor:text room:text address:text" },
	{ "import_check",
		"rows:int accepted:int duplicates:int refused:int restored:int kept_void:int listed_before:int same_door:int tied:int "
		"homes:[import_homes] areas:[import_area] errors:[import_error] doors:[import_door]" },
	{ "term", "side:text figure:text? label_zh:text label_en:text value:text" },
	{ "balance",
		"id:text label_zh:text label_en:text incident:uuid? terms:[term] difference:text closes:bool part:bool" },
	{ "risk_area",
		"level:text province:text city:text county:text area_text:text as_of:time snapshot:text source:text" },
	{ "risk_change",
		"change:text was:text? now:text? province:text city:text county:text area_text:text" },
	{ "risk_match",
		"record:uuid kind:text subject:uuid? area:text name:text? day:day level:text province:text city:text "
		"county:text area_text:text there:bool as_of:time snapshot:text source:text followed:bool rule:text" },
	{ "restriction",
		"id:uuid round:uuid area:text subject:uuid? pseudonym:text? type:text? name:text? place:object? what:text state:text outcome:text? "
		"cause:text ground:uuid? grounded:bool rule:text? version:int? from:time until:time office:text ordered_by:text "
		"approved_at:time? approved_by:text? extension_awaits:bool notices_open:int served:bool appeals:int appeals_open:int "
		"overdue:bool" },
	{ "restriction_account",
		"ordered:int awaiting:int ungrounded:int later:int holds:int expired:int ended:int exempt:int holds_as:object "
		"approved:int approved_same_day:int extensions_await:int notices:int notices_open:int notices_overdue:int "
		"appeals:int appeals_open:int appeals_overdue:int lifted_on_appeal:int" },
	{ "restriction_notice",
		"id:uuid subject:uuid name:text? area:text what:text what_zh:text what_en:text state:text from:time until:time "
		"why_zh:text why_en:text office:text reason:text? decision:text? appeal_zh:text appeal_en:text" },
	{ "place", "code:text site:subject" },
	{ "place_visit",
		"record:uuid at:time area:text how:text? visitor:text? document:text? phone:text?" },
	{ "warning",
		"id:uuid round:uuid area:text from:day to:day people:int fresh:int norm:text figure:text at:time "
		"state:text outcome:text? due:time? overdue:bool" },
	{ "task",
		"id:uuid round:uuid area:text text:text owner:text? state:text outcome:text? next:text? due:time? overdue:bool" },
	{ "staff",
		"id:uuid area:text name:text? unit:uuid? unit_name:text? flags:[text] sent_to:uuid? sent_name:text? sent_until:time?" },
	{ "unit_lead", "area:text leader:uuid role:text" },
	{ "unit",
		"id:uuid name:text type:text area:text parent:uuid? depth:int looped:bool head:uuid? staff:int on_duty:int "
		"seconded:int on_leave:int sick:int at_home:int leads:[unit_lead]" },
	{ "shift",
		"round:uuid subject:uuid slot:int area:text post:uuid? post_name:text? staff:uuid? name:text? role:text? start:time? "
		"end:time? state:text outcome:text? came:time? left:time? handed_to:uuid?" },
	{ "subject",
		"id:uuid type:text area:text place:object? flags:[text] survivor:uuid? source:uuid? moved:bool pos:int" },
	{ "person",
		"id:uuid area:text name:text? phone:text? born:int? home:uuid? place:object? flags:[text] masked:bool" },
	{ "dweller", "id:uuid name:text? phone:text? born:int? flags:[text]" },
	{ "known",
		"kind:text field:text value:value at:time by:text? name:text? record:uuid round:uuid? asked:int" },
	{ "home", "subject:uuid area:text masked:bool people:[dweller] known:[known]" },
	{ "subject_record",
		"id:uuid kind:text v:int at:time by:text? area:text? round:uuid? pos:int" },
	{ "resident", "id:uuid name:text?" },
	{ "suspect", "a:uuid? b:uuid? pseudonym:text? same:text? area:text" },
	{ "look",
		"pos:int at:time reader:text role:text? office:text? export:bool screen:text screen_zh:text screen_en:text "
		"why:text? why_zh:text why_en:text note:text? subjects:int" },
	{ "look_told",
		"pos:int at:time role_zh:text? role_en:text? office:text? export:bool screen_zh:text screen_en:text why_zh:text? "
		"why_en:text?" },
	{ "account_day",
		"day:day account:text role:text? looks:int subjects:int records:int colleagues:int middle:int? "
		"stands_out:bool finding:text? reviewed_by:text?" },
	{ "export",
		"id:uuid pos:int at:time by:text list:text rows:int digest:text why:text why_zh:text why_en:text note:text? "
		"until:day state:text destroyed:time? destroyed_by:text?" },
	{ "written", "id:uuid at:time" },
	{ "health",
		"status:text why:text? pos:int search_filling:bool homes_filling:bool follow_error:text~ certificate_until:time~ certificate_error:text~" },
	{ .name = NULL }
};
