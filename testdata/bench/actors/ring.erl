%% ring: a thousand processes in a ring pass a number on, which grows with every hop.
-module(ring).
-export([main/0]).

-define(SIZE, 1000).
-define(HOPS, 500000).

link_of(Main, Next) ->
    receive
        {close, To} -> link_of(Main, To);
        {pass, ?HOPS} -> Main ! done;
        {pass, N} ->
            Next ! {pass, N + 1},
            link_of(Main, Next)
    end.

main() ->
    Main = self(),
    First = spawn(fun() -> link_of(Main, none) end),
    Last = lists:foldl(fun(_, Next) -> spawn(fun() -> link_of(Main, Next) end) end,
                       First, lists:seq(2, ?SIZE)),
    First ! {close, Last},
    Begun = erlang:monotonic_time(nanosecond),
    First ! {pass, 0},
    receive done -> ok end,
    io:format("~b~n", [erlang:monotonic_time(nanosecond) - Begun]).
