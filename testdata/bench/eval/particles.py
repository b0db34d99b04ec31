import sys


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Particle:
    def __init__(self, pos, vel):
        self.pos = pos
        self.vel = vel
        self.hits = 0


def main():
    ps = []
    for i in range(200):
        k = float(i)
        ps.append(Particle(Point(k, k * 0.5), Point(1.0, -0.5)))
    for _ in range(int(sys.argv[1])):
        for i in range(len(ps)):
            ps[i].pos.x += ps[i].vel.x
            ps[i].pos.y += ps[i].vel.y
            if ps[i].pos.x > 250.0 or ps[i].pos.x < 0.0:
                ps[i].vel.x = 0.0 - ps[i].vel.x
                ps[i].hits += 1
            if ps[i].pos.y > 150.0 or ps[i].pos.y < 0.0:
                ps[i].vel.y = 0.0 - ps[i].vel.y
                ps[i].hits += 1
    x = y = 0.0
    hits = 0
    for p in ps:
        x += p.pos.x
        y += p.pos.y
        hits += p.hits
    print(int(x + y) * 1000 + hits % 1000)


main()
