// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Endpoint.h"
#include "Floor.h"

#include <cstdio>
#include <cstdlib>

int main(int argc, char *argv[])
{
    parlor::load::raiseDescriptorLimit();
    parlor::load::Floor floor(argc > 1 ? quint16(std::atoi(argv[1])) : 0);
    if (floor.port() == 0) {
        std::fprintf(stderr, "parlor-floor: cannot listen on the port that is its argument\n");
        return 2;
    }
    std::printf("parlor-floor listening on http://127.0.0.1:%d\n", floor.port());
    std::fflush(stdout);
    floor.run();
}
