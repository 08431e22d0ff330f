import time
from axe_playwright_python.base import AXE_SCRIPT
def test_x(visit, offices):
    v = visit("zh", is_mobile=False, has_touch=False)
    for path in ("/", "/t/"+offices.number_of("bridge"), "/problems"):
        v.goes_to(path)
        t=time.time(); v.page.evaluate(AXE_SCRIPT); print(path,'inject',round(time.time()-t,3))
        for opts in ("{resultTypes:['violations']}","{resultTypes:['violations'],preload:false}","{resultTypes:['violations'],preload:false,selectors:false,ancestry:false}","{preload:false,runOnly:['color-contrast','target-size','link-in-text-block']}","{preload:false,rules:{'color-contrast':{enabled:false}}}"):
            ts=[]
            for _ in range(3):
                t=time.time(); v.page.evaluate(f"axe.run({opts}).then(r=>r.violations.length)"); ts.append(round(time.time()-t,3))
            print(opts, ts)
        t=time.time(); v.page.emulate_media(color_scheme="dark"); print('media', round(time.time()-t,3))
        t=time.time(); v.page.set_viewport_size({"width":1280,"height":844}); print('size', round(time.time()-t,3))
        t=time.time(); v.page.set_viewport_size({"width":390,"height":844}); print('size', round(time.time()-t,3))
        t=time.time(); v.goes_to(path); print('goto', round(time.time()-t,3))
