%% tell: main sends one process numbers.
-module(tell).
-export([main/0]).

-define(MESSAGES, 1000000).

sum(Got) ->
    receive
        {add, N} -> sum(Got + N);
        {all, From} -> From ! {got, Got}, sum(Got)
    end.

send(_, 0) -> ok;
send(To, N) -> To ! {add, 1}, send(To, N - 1).

main() ->
    Sum = spawn(fun() -> sum(0) end),
    Begun = erlang:monotonic_time(nanosecond),
    send(Sum, ?MESSAGES),
    Sum ! {all, self()},
    receive {got, ?MESSAGES} -> ok end,
    io:format("~b~n", [erlang:monotonic_time(nanosecond) - Begun]).
