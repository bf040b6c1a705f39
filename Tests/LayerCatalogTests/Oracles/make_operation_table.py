"""Prints one line per operation from live Keras.

usage: make_operation_table.py keras > operations-3.15.1.txt      class | settings | arguments | outputs
       make_operation_table.py tf_keras >> tf_keras-2.21.0.txt    TFOpLambda | settings | inputs | - | outputs

Needs keras 3.15.1, tf_keras 2.21.0, tensorflow 2.21.0 and numpy. Arguments are those of the configuration, with
`{"t": shape}` for a tensor; constants passed by keyword stand among the settings.
"""
import os, sys, json
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
import warnings; warnings.filterwarnings("ignore")
import numpy as np
def shp(s): return "("+",".join("?" if d is None else str(d) for d in s)+")"
if sys.argv[1]=="keras":
    import keras
    from keras import ops
    K=keras.Input
    i=K((8,8,4)); j=K((6,5)); k=K((None,5)); v=K((5,))
    def A(x):
        if isinstance(x,dict):
            if x.get("class_name")=="__keras_tensor__": return {"t":x["config"]["shape"]}
            return x
        if isinstance(x,list): return [A(y) for y in x]
        return x
    outs=[("mean",lambda:ops.mean(i,axis=[1,2],keepdims=True)),("",lambda:ops.sum(i,axis=-1)),("",lambda:ops.mean(j)),("",lambda:ops.max(j,axis=1)),("",lambda:ops.min(k,axis=1,keepdims=True)),("",lambda:ops.argmax(j,axis=-1)),("",lambda:ops.argmin(j)),("",lambda:ops.var(j,axis=1)),("",lambda:ops.std(j)),("",lambda:ops.norm(j,axis=-1)),("",lambda:ops.any(j>0,axis=1)),("",lambda:ops.logsumexp(j,axis=1)),("",lambda:ops.prod(j,axis=(1,2))),
     ("",lambda:i[:, :4, 2:, 0]),("",lambda:i[..., :2]),("",lambda:i[:,None]),("",lambda:i[:, ::2, -3:]),("",lambda:i[:, -1]),("",lambda:i[:, 6:2]),("",lambda:i[:, ::-1, 7:2:-2]),("",lambda:i[...,0]),("",lambda:i[:,3:100]),
     ("",lambda:ops.reshape(j,(-1,3,10))),("",lambda:ops.reshape(k,(-1,5))),("",lambda:ops.reshape(v,(-1,1,5))),("",lambda:ops.transpose(j,(0,2,1))),("",lambda:ops.transpose(j)),("",lambda:ops.expand_dims(j,1)),("",lambda:ops.expand_dims(j,-1)),("",lambda:ops.squeeze(ops.expand_dims(j,1),1)),("",lambda:ops.squeeze(ops.expand_dims(k,-1))),
     ("",lambda:ops.concatenate([j,j],axis=1)),("",lambda:ops.concatenate([k,j],axis=1)),("",lambda:ops.concatenate([j,j],axis=-1)),("",lambda:ops.stack([j,j],axis=1)),("",lambda:ops.stack([j,j,j],axis=-1)),
     ("",lambda:ops.matmul(j,ops.transpose(j,(0,2,1)))),("",lambda:ops.matmul(k,ops.ones((5,3)))),("",lambda:ops.matmul(j,v) if False else ops.matmul(i,ops.ones((4,2)))),("",lambda:ops.einsum("abc,abd->acd",j,j)),("",lambda:ops.einsum("abc,cd->abd",k,ops.ones((5,3))) if False else ops.einsum("ab,ab->a",v,v)),("",lambda:ops.dot(j,ops.ones((5,3)))),
     ("",lambda:ops.softmax(j)),("",lambda:ops.relu6(i)),("",lambda:ops.cast(i,"float16")),("",lambda:2*i+1),("",lambda:i/3),("",lambda:i**2),("",lambda:1-i),("",lambda:-i),("",lambda:j+v) if False else ("",lambda:j+j),("",lambda:k*j),("",lambda:ops.maximum(j,ops.expand_dims(v,1))),("",lambda:ops.multiply(j,ops.convert_to_tensor([[1.]*5]))),("",lambda:ops.add(v,np.ones((3,1,5),"float32"))),("",lambda:ops.logical_and(j>0,j<1)),("",lambda:ops.where(j>0,j,0.)),("",lambda:ops.clip(j,0,1)),("",lambda:ops.ones_like(j)),("",lambda:ops.cumsum(j,1)),("",lambda:ops.normalize(j)),("",lambda:ops.flip(j,1)),("",lambda:ops.gelu(j)),("",lambda:ops.silu(j)),("",lambda:ops.sort(j)),
     ("",lambda:ops.tile(j,(1,2,1))),("",lambda:ops.tile(j,(2,1,2,1))),("",lambda:ops.repeat(j,2,axis=1)),("",lambda:ops.pad(j,((0,0),(1,2),(0,0)))),("",lambda:ops.split(j,[2,3],axis=1)),("",lambda:ops.split(j,2,axis=1)),("",lambda:ops.split(k,[2],axis=1)),("",lambda:ops.split(j,5,axis=-1)),("",lambda:ops.one_hot(ops.cast(j,"int32"),7)),("",lambda:ops.take(j,[0,2],axis=1)),("",lambda:ops.take(j,3,axis=1)),("",lambda:ops.swapaxes(j,1,2)),("",lambda:ops.moveaxis(i,1,-1)),("",lambda:ops.unstack(j,axis=1)),("",lambda:ops.top_k(j,2)),("",lambda:ops.ravel(j)),
     ("",lambda:ops.image.resize(i,(16,12))),("",lambda:ops.max_pool(i,2)),("",lambda:ops.average_pool(i,3,strides=2,padding="same")),("",lambda:ops.depth_to_space(i,2)),("",lambda:ops.space_to_depth(i,2))]
    from keras.src.models.functional import Functional
    n=0
    for _,f in outs:
        try: o=f()
        except Exception as e: print("##",str(e)[:90],file=sys.stderr); continue
        flat=o if isinstance(o,(list,tuple)) else [o]
        m=keras.Model([i,j,k,v],list(flat))
        c=m.get_config()["layers"]
        op=flat[0]._keras_history.operation
        e=[l for l in c if l["name"]==op.name][0]
        node=e["inbound_nodes"][0]
        cfg={k2:v2 for k2,v2 in e["config"].items() if k2!="name"}
        cfg.update({k2:v2 for k2,v2 in node["kwargs"].items() if not isinstance(v2,dict)})
        print(" | ".join([e["class_name"],json.dumps(cfg,separators=(",",":")),json.dumps([A(x) for x in node["args"]],separators=(",",":")),"; ".join(shp(x.shape) for x in flat)]))
else:
    import tensorflow as tf, tf_keras as K
    I=K.layers.Input
    i=I((8,8,4)); j=I((6,5)); k=I((None,5)); v=I((5,))
    fs=[lambda:i*2.,lambda:i+3.,lambda:tf.nn.relu6(i),lambda:tf.reduce_mean(i,axis=[1,2]),lambda:tf.reduce_sum(i,axis=-1,keepdims=True),lambda:tf.reduce_max(i,[1,2]),lambda:tf.concat([j,j],axis=1),lambda:tf.concat([j,j],-1),lambda:tf.reshape(j,(-1,3,10)),lambda:tf.transpose(j,[0,2,1]),lambda:tf.expand_dims(j,1),lambda:tf.expand_dims(j,axis=-1),lambda:tf.squeeze(tf.expand_dims(j,1),axis=1),lambda:i[:,:4,2:,0],lambda:i[...,:2],lambda:i[:,-1],lambda:i[:,tf.newaxis],lambda:tf.matmul(j,j,transpose_b=True),lambda:tf.nn.softmax(j),lambda:tf.cast(i,"float16"),lambda:j*tf.expand_dims(v,1),lambda:tf.maximum(j,0.),lambda:tf.image.resize(i,(16,12)),lambda:tf.tile(j,[1,2,1]),lambda:tf.stack([j,j],axis=1),lambda:tf.pad(j,[[0,0],[1,2],[0,0]]),lambda:tf.split(j,2,axis=1),lambda:tf.split(j,[2,4],axis=1),lambda:tf.nn.depth_to_space(i,2),lambda:tf.math.l2_normalize(j,axis=-1),lambda:tf.clip_by_value(j,0.,1.),lambda:1.-i,lambda:i/2.,lambda:i**2,lambda:tf.sigmoid(i),lambda:tf.abs(i),lambda:-i,lambda:tf.one_hot(tf.cast(v,"int32"),7),lambda:tf.argmax(j,axis=-1),lambda:tf.unstack(j,axis=1),lambda:tf.einsum("abc,abd->acd",j,j),lambda:tf.math.subtract(j,j),lambda:tf.where(j>0,j,0.)]
    for f in fs:
        try:
            o=f(); flat=o if isinstance(o,(list,tuple)) else [o]
            m=K.Model([i,j,k,v],list(flat)); c=m.get_config()["layers"]
        except Exception as e: print("##",type(e).__name__,str(e)[:90],file=sys.stderr); continue
        name=flat[0]._keras_history.layer.name
        e=[l for l in c if l["name"]==name][0]
        shapes={l.name:nested for l in m.layers for nested in [l.output_shape]}
        tensors=[];cfg={"function":e["config"].get("function")}
        def one(h):
            if isinstance(h,(list,tuple)) and len(h)>=3 and isinstance(h[0],str) and isinstance(h[1],int):
                if h[0]=="_CONSTANT_VALUE": return h[3] if len(h)>3 else {}
                s=m.get_layer(h[0]).get_output_at(h[1]); s=s[h[2]] if isinstance(s,(list,tuple)) else s
                tensors.append(s.shape)
                return h[3] if len(h)>3 else {}
            r={}
            for x in h: r.update(one(x) or {}) if isinstance(x,(list,tuple)) else None
            return r
        kw=one(e["inbound_nodes"][0])
        for k2,v2 in kw.items():
            if k2=="name": continue
            if isinstance(v2,(list,tuple)) and v2 and isinstance(v2[0],str): one(list(v2)+[{}] if len(v2)==3 else v2); continue
            cfg[k2]=v2
        if cfg["function"]=="einsum": continue   # its equation is an argument by position
        print(" | ".join([e["class_name"],json.dumps(cfg,separators=(",",":"),default=lambda o:{"class_name":"__ellipsis__"} if o is Ellipsis else str(o)),"; ".join(shp(x) for x in tensors),"-","; ".join(shp(x.shape) for x in flat)]))
