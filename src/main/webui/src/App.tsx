import { Suspense, useEffect, useState } from 'react';
import { loadLogin, login } from './api';
import { Loading } from './components/Loading';
import { OfflineBanner } from './components/OfflineBanner';
import { Shell } from './components/Shell';
import { LoginPage } from './pages/LoginPage';
import { PasswordPage } from './pages/PasswordPage';
// Not loaded lazily: React keeps the fallback of a lazy page for 300 ms, even when the page is there long before.
import { SessionPage } from './pages/SessionPage';
import { Routes } from './Routes';
import { match, navigate, safeNext, usePath } from './router';
import { useStore } from './store';

export function App() {
  return (
    <>
      <OfflineBanner />
      <Suspense fallback={<Loading />}><Gate /></Suspense>
    </>
  );
}

/** Decides who may see what: login first, then an own password, then the console. */
function Gate() {
  const current = useStore(login);
  const path = usePath();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (current !== undefined) return;
    let timer: number | undefined;
    // A refusal sets the login to null by itself; only an unreachable server leaves it open.
    loadLogin().catch(() => {
      if (login.get() === undefined) timer = window.setTimeout(() => setAttempt(attempt + 1), 2000);
    });
    return () => window.clearTimeout(timer);
  }, [current, attempt]);

  useEffect(() => {
    if (current === null && path !== '/login') navigate(`/login?next=${encodeURIComponent(path + location.search)}`, { replace: true });
    if (current && path === '/login') navigate(safeNext(new URLSearchParams(location.search).get('next')), { replace: true });
  }, [current, path]);

  if (current === undefined) return <Loading what="Looking for your login" />;
  if (current === null) return <LoginPage />;
  if (current.user.mustChangePassword) return <PasswordPage />;
  const session = match(path, '/sessions/');
  if (session) return <SessionPage key={session} id={session} />;
  return <Shell user={current.user}><Routes user={current.user} path={path} /></Shell>;
}
