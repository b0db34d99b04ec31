%% fanin: a hundred processes send numbers to one.
-module(fanin).
-export([main/0]).

-define(SENDERS, 100).
-define(EACH, 10000).

sum(Main, Got) when Got =:= ?SENDERS * ?EACH -> Main ! done;
sum(Main, Got) -> receive {add, N} -> sum(Main, Got + N) end.

send(_, 0) -> ok;
send(To, N) -> To ! {add, 1}, send(To, N - 1).

main() ->
    Main = self(),
    Begun = erlang:monotonic_time(nanosecond),
    Sum = spawn(fun() -> sum(Main, 0) end),
    [spawn(fun() -> send(Sum, ?EACH) end) || _ <- lists:seq(1, ?SENDERS)],
    receive done -> ok end,
    io:format("~b~n", [erlang:monotonic_time(nanosecond) - Begun]).
