/* What the plain page says (http/trust.c).
 *
 * TEXT(id, zh, en)
 * SYSTEM(agent, zh, en): agent is what stands in the User-Agent of its browsers
 * STEP(zh, en, title zh, title en, rows zh, rows en, mark): the picture of a screen: its title, its rows divided by "|", and
 * which of them, from 0, is to be touched. Steps follow their system. */
TEXT(TITLE, "安装本单位的证书", "Trust this server")
TEXT(WHY,
	"本机首次使用“不漏”前，先装一次证书。装好后，您填报的内容在传输途中他人无法看到，也无法冒充服务器。",
	"Do this once on each device, before Bulou is used on it. From then on nobody on the way can read what you enter, or pretend to be the server.")
TEXT(WECHAT, "在微信里打开的，请先点右上角“…”，选“在浏览器打开”。",
	"Opened inside another app? Choose “Open in browser” first.")
TEXT(CHECK, "第一步：核对证书指纹。应与工作人员手中纸上的完全一致；不一致的不要安装，并立即报告。",
	"1. Compare this fingerprint with the one on paper that your office gave you. If they differ, install nothing and report it at once.")
TEXT(LIMITS, "服务器地址：", "The server’s addresses:")
TEXT(GET, "第二步：下载证书", "2. Download the certificate")
TEXT(BUTTON, "下载证书", "Download the certificate")
TEXT(HOW, "第三步：按您的系统安装", "3. Install it: which system is yours?")
TEXT(OPEN, "第四步：打开“不漏”", "4. Open Bulou")
TEXT(OTHER, "各品牌的名称和位置略有不同，以手机显示为准。",
	"Names and places differ a little from maker to maker.")
SYSTEM("Android", "安卓手机（小米、OPPO、vivo、荣耀等）", "Android")
STEP("打开“设置”，在顶部搜索“CA 证书”，点搜到的这一项。搜不到的，逐级进入：安全 → 更多安全设置 → 加密与凭据 → 安装证书 → CA 证书。",
	"Open Settings and search for “CA certificate” at the top. Not found? Security → More security settings → Encryption & credentials → Install a certificate → CA certificate.",
	"设置", "Settings", "搜索：CA 证书|CA 证书|用户证书",
	"Search: CA certificate|CA certificate|User certificate", 1)
STEP("手机提示有风险，点“仍然安装”，输入锁屏密码。",
	"The phone warns of a risk: choose “Install anyway” and unlock it.", "CA 证书",
	"CA certificate", "您的数据将不会受到保护|不安装|仍然安装",
	"Your data won't be private|Don't install|Install anyway", 2)
STEP("在“下载”里选 bulou-ca.crt。", "Choose bulou-ca.crt among the downloads.", "下载", "Downloads",
	"最近|bulou-ca.crt", "Recent|bulou-ca.crt", 1)
SYSTEM("Harmony", "鸿蒙手机（华为）", "HarmonyOS (Huawei)")
STEP("打开“设置”，在顶部搜索“从存储设备安装”。搜不到的，逐级进入：隐私和安全 → 高级 → 证书与凭据（旧版本：安全 → 更多安全设置 → 加密和凭据）。",
	"Open Settings and search for “Install from storage”. Not found? Privacy & security → Advanced → Certificates and credentials (before: Security → More settings → Encryption and credentials).",
	"设置", "Settings", "搜索：从存储设备安装|从存储设备安装|信任的凭据",
	"Search: Install from storage|Install from storage|Trusted credentials", 1)
STEP("选“CA 证书”，再点“仍然安装”，输入锁屏密码。",
	"Choose “CA certificate”, then “Install anyway”, and unlock the phone.", "从存储设备安装",
	"Install from storage", "CA 证书|VPN 和应用用户证书|WLAN 证书",
	"CA certificate|VPN and app certificate|WLAN certificate", 0)
STEP("在“下载”里选 bulou-ca.crt。", "Choose bulou-ca.crt among the downloads.", "下载", "Downloads",
	"最近|bulou-ca.crt", "Recent|bulou-ca.crt", 1)
SYSTEM("iPhone", "苹果手机（用 Safari 打开本页）", "iPhone (open this page in Safari)")
STEP("点“下载证书”后，选“允许”。", "After “Download the certificate” choose “Allow”.",
	"此网站正尝试下载一个配置描述文件",
	"This website is trying to download a configuration profile", "忽略|允许", "Ignore|Allow",
	1)
STEP("打开“设置”，点最上面的“已下载描述文件”，再点“安装”。",
	"Open Settings, touch “Profile Downloaded” at the top, then “Install”.", "设置", "Settings",
	"已下载描述文件|飞行模式|无线局域网", "Profile Downloaded|Airplane Mode|Wi-Fi", 0)
STEP("回到“设置”：通用 → 关于本机 → 证书信任设置（在最下面），打开“Bulou”右边的开关。少了这一步仍打不开。",
	"Back in Settings: General → About → Certificate Trust Settings, at the very end. Turn on the switch beside “Bulou”. Without this step it does not work.",
	"证书信任设置", "Certificate Trust Settings",
	"针对根证书启用完全信任|Bulou …　　　　　　　⬤",
	"Enable full trust for root certificates|Bulou …　　　　　　　⬤", 1)
SYSTEM("Windows", "电脑（Windows）", "Windows")
STEP("双击下载的 bulou-ca.crt，点“安装证书”，选“当前用户”。",
	"Double-click the downloaded bulou-ca.crt, choose “Install Certificate”, then “Current User”.",
	"证书", "Certificate", "常规|颁发给：Bulou …|安装证书",
	"General|Issued to: Bulou …|Install Certificate", 2)
STEP("选“将所有的证书都放入下列存储”，浏览到“受信任的根证书颁发机构”，点“完成”，再点“是”。",
	"Choose “Place all certificates in the following store”, browse to “Trusted Root Certification Authorities”, then Finish and Yes.",
	"选择证书存储", "Select Certificate Store", "个人|受信任的根证书颁发机构|企业信任",
	"Personal|Trusted Root Certification Authorities|Enterprise Trust", 1)
