// A container allows no user namespaces; the browser's other layers of isolation stay on, and it need not say so each time.
pref("security.sandbox.warn_unprivileged_namespaces", false);
pref("browser.aboutwelcome.enabled", false);
pref("browser.tabs.inTitlebar", 0);
pref("browser.startup.couldRestoreSession.count", -1);
pref("datareporting.policy.dataSubmissionEnabled", false);
pref("browser.contentblocking.introCount", 20);
pref("browser.warnOnQuitShortcut", false);
