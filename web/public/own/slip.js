// The code of a slip that was scanned stands behind the # of the address, which no server and no log is told. It is put into the
// form, and leaves the address; it is sent when the button is pressed. In the words of old browsers.
;(function () {
	var field = document.querySelector('[name=code]')
	function take() {
		var code = location.hash.slice(1)
		if (!field || !/^[0-9A-Za-z-]{1,40}$/.test(code)) return
		field.value = code
		history.replaceState(null, '', location.pathname + location.search)
	}
	addEventListener('hashchange', take)
	take()
})()
